using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Flywheel.Tests.Reports.Charts;

/// <summary>Reads an SVG back: where its texts and shapes stand, by an estimate of its own.</summary>
internal sealed partial class SvgBoxes
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public SvgBoxes(string svg)
    {
        Root = XDocument.Parse(svg).Root!;
        (Width, Height) = (Number(Root, "width"), Number(Root, "height"));
        Texts = [.. Root.Elements(Svg + "text").Select(TextBox)];
        Shapes = [.. Root.Elements().SelectMany(ShapeBoxes)];
    }

    public readonly record struct Box(string Name, double Left, double Top, double Right, double Bottom)
    {
        public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool IsInside(double width, double height) => Left >= 0 && Top >= 0 && Right <= width && Bottom <= height;
    }

    public XElement Root { get; }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<Box> Texts { get; }

    public IReadOnlyList<Box> Shapes { get; }

    /// <summary>Everything that is wrong with the layout, in words.</summary>
    public IReadOnlyList<string> Faults()
    {
        var outside = Texts.Concat(Shapes).Where(box => !box.IsInside(Width, Height)).Select(box => $"outside: {box}");
        var over = Texts.SelectMany((a, i) => Texts.Skip(i + 1).Where(a.Overlaps).Select(b => $"overlap: {a} and {b}"));
        return [.. outside, .. over];
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static Box TextBox(XElement text)
    {
        var (x, y, size) = (Number(text, "x"), Number(text, "y"), Number(text, "font-size"));
        var width = text.Value.Sum(Em) * size * (text.Attribute("font-weight") is null ? 1 : 1.1);
        var left = text.Attribute("text-anchor")?.Value switch
        {
            "middle" => x - (width / 2),
            "end" => x - width,
            _ => x,
        };
        return new Box(text.Value, left, y - (0.76 * size), left + width, y + (0.22 * size));
    }

    // Advances of DejaVu Sans, rounded; see its AFM file.
    private static double Em(char letter) =>
        letter switch
        {
            'i' or 'j' or 'l' or '\'' => 0.28,
            ' ' or ',' or '.' or ';' or ':' or '|' or 'I' or '/' => 0.33,
            'f' or 't' or 'r' or '(' or ')' or '-' => 0.39,
            'm' or 'W' or '%' or '…' => 0.97,
            'w' or 'M' or '+' or '−' or '=' => 0.84,
            >= 'A' and <= 'Z' => 0.69,
            > '\u2e80' => 1.0,
            _ => 0.62,
        };

    private static IEnumerable<Box> ShapeBoxes(XElement shape)
    {
        switch (shape.Name.LocalName)
        {
            case "rect":
                var (x, y) = (Number(shape, "x"), Number(shape, "y"));
                yield return new Box("rect", x, y, x + Number(shape, "width"), y + Number(shape, "height"));
                break;
            case "circle":
                var (cx, cy, r) = (Number(shape, "cx"), Number(shape, "cy"), Number(shape, "r"));
                yield return new Box("circle", cx - r, cy - r, cx + r, cy + r);
                break;
            case "line":
                yield return new Box("line x1", Number(shape, "x1"), Number(shape, "y1"), Number(shape, "x1"), Number(shape, "y1"));
                yield return new Box("line x2", Number(shape, "x2"), Number(shape, "y2"), Number(shape, "x2"), Number(shape, "y2"));
                break;
            case "path":
                foreach (Match point in Points().Matches(shape.Attribute("d")!.Value))
                {
                    var px = double.Parse(point.Groups[1].Value, CultureInfo.InvariantCulture);
                    var py = double.Parse(point.Groups[2].Value, CultureInfo.InvariantCulture);
                    yield return new Box("path", px, py, px, py);
                }

                break;
        }
    }

    [GeneratedRegex(@"[ML](-?[\d.]+) (-?[\d.]+)")]
    private static partial Regex Points();
}
