using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Flywheel.Tests.Infra;

/// <summary>One value of a strategy file, by its path; can be exchanged for another.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">Keys and indices from the file's root, for messages.</param>
/// <param name="Number">Which scalar value of the file it is, counted from 0.</param>
internal sealed record Leaf(string File, string Path, int Number, string Value)
{
    /// <summary>Every value of a file.</summary>
    public static IReadOnlyList<Leaf> All(string file, string text) =>
        [.. Scalars(Load(text).Documents[0].RootNode, "").Select((leaf, i) => new Leaf(file, leaf.Path, i, leaf.Node.Value ?? ""))];

    /// <summary>Values that may stand in its place; which of them the strategy allows is for the loader to say.</summary>
    public IEnumerable<string> Others() => Candidates().Where(other => other != Value);

    private IEnumerable<string> Candidates()
    {
        if (long.TryParse(Value, CultureInfo.InvariantCulture, out var whole))
        {
            yield return (whole + 1).ToString(CultureInfo.InvariantCulture);
        }

        if (double.TryParse(Value, CultureInfo.InvariantCulture, out var real))
        {
            yield return (real * 0.9).ToString("0.######", CultureInfo.InvariantCulture);
        }

        foreach (
            var other in new[]
            {
                "36h",
                "wall",
                "7h",
                "brier",
                "l1",
                "log-loss",
                "jensen-shannon",
                "double",
                "integer",
                "items",
                "amount",
                "no-harm",
                "no-worse",
                "no-creep",
                $"({Value}) AND TRUE",
            }
        )
        {
            yield return other;
        }

        yield return $"({Value}) + 1";
        yield return $"({Value}) || 'x'";
        yield return $"{Value}-2";
        yield return $"{Value}_b";
    }

    /// <summary>The file's text with another value in its place.</summary>
    public string With(string text, string other)
    {
        var stream = Load(text);
        Scalars(stream.Documents[0].RootNode, "").ElementAt(Number).Node.Value = other;
        var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\n...", "", StringComparison.Ordinal);
    }

    private static YamlStream Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream;
    }

    private static IEnumerable<(string Path, YamlScalarNode Node)> Scalars(YamlNode node, string path) =>
        node switch
        {
            YamlMappingNode map => map.Children.SelectMany(child => Scalars(child.Value, $"{path}.{child.Key}")),
            YamlSequenceNode list => list.Children.SelectMany((child, i) => Scalars(child, $"{path}[{i}]")),
            _ => [(path.TrimStart('.'), (YamlScalarNode)node)],
        };
}
