using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flywheel.Yaml;

/// <summary>A text that matches a regular expression as a whole.</summary>
/// <param name="pattern">In the syntax that .NET and JSON Schema share.</param>
/// <param name="noun">What such a text is called, with its article: <c>a column name</c>.</param>
public sealed class PatternAttribute(string pattern, string noun) : RuleAttribute
{
    public string Pattern { get; } = pattern;

    public string Noun { get; } = noun;

    public override string Broken => $"not {Noun}";

    public override string Mend => $"Write {Noun}, which matches {Pattern}";

    public override bool Allows(object value) => Matches(Pattern, Convert.ToString(value, CultureInfo.InvariantCulture)!);

    public override void AddTo(JsonObject schema) => schema["pattern"] = Anchored(Pattern);

    /// <remarks>The rules' own patterns leave nothing to try twice, and .NET's engine without backtracking takes longer to start than all matches do.</remarks>
    internal static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, Anchored(pattern), RegexOptions.CultureInvariant) && !text.EndsWith('\n');

    internal static string Anchored(string pattern) => $"^(?:{pattern})$";
}
