using System.Text.RegularExpressions;

namespace Flywheel.Site;

/// <summary>A picture as a page shows it: a file of its own, in which no script runs and which follows the page's colour scheme.</summary>
/// <param name="Address">From the page.</param>
/// <param name="Size">Width and height in pixels, as it says itself, so that a page does not move while it loads.</param>
public sealed partial record SitePicture(string Address, (string Width, string Height)? Size)
{
    private const int Head = 300;

    public static SitePicture Of(string svg, string address)
    {
        var size = Sizes().Match(svg[..Math.Min(Head, svg.Length)]);
        return new(address, size.Success ? (size.Groups[1].Value, size.Groups[2].Value) : null);
    }

    [GeneratedRegex("^<svg [^>]*width=\"([0-9.]+)\" height=\"([0-9.]+)\"")]
    private static partial Regex Sizes();
}
