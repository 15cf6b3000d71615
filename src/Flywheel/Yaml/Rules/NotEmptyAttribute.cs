using System.Collections;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A text, a list or a dictionary with something in it.</summary>
public sealed class NotEmptyAttribute : RuleAttribute
{
    public override bool OnCollection => true;

    public override string Broken => "empty";

    public override string Mend => "Write at least one";

    public override bool Allows(object value) =>
        value switch
        {
            string text => !string.IsNullOrWhiteSpace(text),
            IEnumerable items => items.Cast<object?>().Any(),
            _ => true,
        };

    public override void AddTo(JsonObject schema)
    {
        var size = schema["type"]?.ToString() switch
        {
            "array" => "minItems",
            "object" => "minProperties",
            _ => "minLength",
        };
        schema[size] = 1;
    }
}
