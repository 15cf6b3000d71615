using System.Text;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Advice;

/// <summary>An entry more in a strategy, which answers an alarm.</summary>
/// <param name="File">One of the model's files, e.g. <c>curation.yaml</c>.</param>
/// <param name="Block">Keys that lead to the list or the map, e.g. <c>log</c>, <c>quarantine</c>.</param>
/// <param name="Entry">A line of YAML: <c>- item</c> or <c>key: value</c>.</param>
/// <param name="So">What it would do, in a sentence.</param>
public sealed record StrategyChange(string File, IReadOnlyList<string> Block, string Entry, string So)
{
    /// <summary>A name of lower-case letters and digits, made of an expression.</summary>
    public static string Name(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text.ToLowerInvariant())
        {
            plain.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        }

        var name = string.Join('-', plain.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length > 0 && char.IsAsciiLetterLower(name[0]) ? name : $"value-{name}".TrimEnd('-');
    }

    /// <summary>An expression as a value of YAML, also in braces.</summary>
    public static string Quoted(string expression) => YamlText.Of(expression.ReplaceLineEndings(" "), inFlow: true);
}
