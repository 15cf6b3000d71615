using System.Text;

namespace Flywheel.Reports.Charts;

/// <summary>The colours of all charts.</summary>
/// <remarks>
/// Every ink that writes text has a contrast of at least 4.5 on the paper of its scheme (WCAG 2.1, AA), and the series' inks stay apart
/// under simulated protanopia, deuteranopia and tritanopia. Tests compute both.
/// </remarks>
public static class Palette
{
    public static readonly Ink Paper = new("paper", "#ffffff", "#0d1117");
    public static readonly Ink Text = new("text", "#1f2328", "#e6edf3");
    public static readonly Ink Muted = new("muted", "#59636e", "#9198a1");
    public static readonly Ink Grid = new("grid", "#e4e8ec", "#232a33");
    public static readonly Ink Axis = new("axis", "#848d97", "#6e7681");
    public static readonly Ink Faint = new("faint", "#6e7781", "#848d97");
    public static readonly Ink Blue = new("blue", "#0b62c4", "#58a6ff");
    public static readonly Ink Orange = new("orange", "#a84b00", "#ffa657");
    public static readonly Ink Plum = new("plum", "#442460", "#dccbff");
    public static readonly Ink Brown = new("brown", "#57220f", "#f5e834");
    public static readonly Ink Bad = new("bad", "#c0172b", "#ff7b72");

    /// <summary>Inks for lines, in the order in which a chart takes them.</summary>
    public static readonly IReadOnlyList<Ink> Series = [Blue, Orange, Plum, Brown];

    public static readonly IReadOnlyList<Ink> All = [Paper, Text, Muted, Grid, Axis, Faint, Blue, Orange, Plum, Brown, Bad];

    /// <summary>The rules that colour a chart, one a line; inks that it does not use are left out.</summary>
    internal static string StyleSheet(IReadOnlySet<Ink> used)
    {
        // Classes with literal colours, not CSS variables: viewers other than browsers then show the light scheme.
        var css = new StringBuilder();
        foreach (var ink in All.Where(used.Contains))
        {
            css.Append('.').Append(ink.Name).Append(" { color: ").Append(ink.Light).Append(" }\n");
        }

        css.Append("@media (prefers-color-scheme: dark) {\n");
        foreach (var ink in All.Where(used.Contains))
        {
            css.Append("  .").Append(ink.Name).Append(" { color: ").Append(ink.Dark).Append(" }\n");
        }

        return css.Append("}\n").ToString();
    }
}
