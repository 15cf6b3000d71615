using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A text out of a fixed set, where an enum would say no more.</summary>
public sealed class OneOfAttribute(params string[] values) : RuleAttribute
{
    public string[] Values { get; } = values;

    public override string Broken => $"none of {Sentence.List(Values)}";

    public override string Mend => "Write one of them";

    public override string? Sample => Values.FirstOrDefault();

    public override bool Allows(object value) => Values.Contains(Convert.ToString(value, CultureInfo.InvariantCulture));

    public override void AddTo(JsonObject schema) => schema["enum"] = new JsonArray([.. Values.Select(v => JsonValue.Create(v))]);
}
