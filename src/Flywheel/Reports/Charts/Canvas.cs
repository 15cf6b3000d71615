using System.Text;

namespace Flywheel.Reports.Charts;

/// <summary>Collects the elements of one SVG picture, one a line.</summary>
/// <remarks>No ids, no counters, no clock: equal calls give equal bytes.</remarks>
internal sealed class Canvas
{
    private const string Fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

    private readonly StringBuilder body = new();
    private readonly HashSet<Ink> used = [Palette.Paper];

    public void Rectangle(double x, double y, double width, double height, Ink ink, double opacity = 1) =>
        Add($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" {Fill(ink, opacity)}/>");

    public void Outline(double x, double y, double width, double height, Pen pen) =>
        Add($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" {Stroke(pen)}/>");

    public void Line(double x1, double y1, double x2, double y2, Pen pen) =>
        Add($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" {Stroke(pen)}/>");

    /// <summary>A stroke along one or more runs of points.</summary>
    public void Path(IEnumerable<IReadOnlyList<(double X, double Y)>> runs, Pen pen) =>
        Add($"<path d=\"{string.Concat(runs.Select(Trace))}\" {Stroke(pen)} stroke-linejoin=\"round\"/>");

    /// <summary>A filled polygon.</summary>
    public void Area(IReadOnlyList<(double X, double Y)> corners, Ink ink, double opacity) =>
        Add($"<path d=\"{Trace(corners)}Z\" {Fill(ink, opacity)}/>");

    /// <summary>Round dots, as one element: strokes of length zero with round ends.</summary>
    public void Dots(IEnumerable<(double X, double Y)> centres, Ink ink, double diameter) =>
        Add($"<path d=\"{string.Concat(centres.Select(c => Trace([c, c])))}\" {Stroke(new Pen(ink, diameter))} stroke-linecap=\"round\"/>");

    public void Text(double x, double y, string text, Ink ink, double size = 12, Anchor anchor = Anchor.Start, bool bold = false)
    {
        var place = anchor switch
        {
            Anchor.Middle => " text-anchor=\"middle\"",
            Anchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        var weight = bold ? " font-weight=\"600\"" : "";
        Add($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\"{place}{weight} {Fill(ink, 1)}>{Xml.Escape(text)}</text>");
    }

    /// <summary>A marker whose shape means something; its radius is half of its size in pixels.</summary>
    public void Mark(double x, double y, Shape shape, Ink ink, double radius = 4.5)
    {
        var form = shape is Shape.Dot or Shape.HollowDot
            ? $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\""
            : $"<path d=\"{Trace(Corners(x, y, shape, radius))}Z\"";
        if (shape is Shape.HollowDot or Shape.HollowSquare or Shape.HollowTriangle)
        {
            // Paper inside hollow markers, so that lines do not run through them.
            Add($"{form} {Fill(Palette.Paper, 1)}/>");
            Add($"{form} {Stroke(new Pen(ink, 1.5))}/>");
        }
        else
        {
            Add($"{form} {Fill(ink, 1)}/>");
        }
    }

    /// <summary>The finished document; screen readers speak its title, and its description on request.</summary>
    public string ToSvg(double width, double height, string title, string description)
    {
        var name = Xml.Escape(title);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{N(width)}" height="{N(height)}" viewBox="0 0 {N(width)} {N(
                height
            )}" role="img" aria-label="{name}" font-family="{Fonts}">
            <title>{name}</title>
            <desc>{Xml.Escape(description)}</desc>
            <style>
            {Palette.StyleSheet(used)}</style>
            <rect x="0" y="0" width="{N(width)}" height="{N(height)}" class="paper" fill="currentColor"/>
            {body}</svg>

            """;
    }

    private static string N(double pixels) => Numeral.Coordinate(pixels);

    private static string Trace(IReadOnlyList<(double X, double Y)> points) =>
        string.Concat(points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{N(point.X)} {N(point.Y)}"));

    private static (double X, double Y)[] Corners(double x, double y, Shape shape, double r) =>
        shape switch
        {
            Shape.Diamond => [(x, y - (r * 1.2)), (x + (r * 1.2), y), (x, y + (r * 1.2)), (x - (r * 1.2), y)],
            Shape.Square or Shape.HollowSquare => [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
            Shape.TriangleDown => [(x - r, y - (r * 0.9)), (x + r, y - (r * 0.9)), (x, y + (r * 0.9))],
            _ => [(x - r, y + (r * 0.9)), (x + r, y + (r * 0.9)), (x, y - (r * 0.9))],
        };

    private string Fill(Ink ink, double opacity)
    {
        used.Add(ink);
        return $"class=\"{ink.Name}\" fill=\"currentColor\"" + (opacity < 1 ? $" fill-opacity=\"{N(opacity)}\"" : "");
    }

    private string Stroke(Pen pen)
    {
        used.Add(pen.Ink);
        var dash = pen.Dash is null ? "" : $" stroke-dasharray=\"{pen.Dash}\"";
        return $"class=\"{pen.Ink.Name}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{N(pen.Width)}\"{dash}";
    }

    private void Add(string element) => body.Append(element).Append('\n');
}
