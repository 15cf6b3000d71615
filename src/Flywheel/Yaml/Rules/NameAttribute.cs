using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A name: kebab-case or snake_case, starting with a letter.</summary>
public sealed class NameAttribute : RuleAttribute
{
    internal const string Pattern = "[a-z][a-z0-9]*([-_][a-z0-9]+)*";
    internal const string Noun = "a name in kebab-case or snake_case";

    public override string Broken => $"not {Noun}";

    public override string Mend => "Write lower-case letters and digits, joined by - or _";

    public override string Sample => "name";

    public override bool Allows(object value) => value is string text && PatternAttribute.Matches(Pattern, text);

    public override void AddTo(JsonObject schema) => schema["pattern"] = PatternAttribute.Anchored(Pattern);
}
