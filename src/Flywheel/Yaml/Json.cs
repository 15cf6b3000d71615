using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>YAML values as JSON, for the defaults and examples of a schema.</summary>
internal static class Json
{
    /// <summary>A tree of <see cref="YamlWriter"/>, or a node that was read.</summary>
    public static JsonNode? Of(object? tree) =>
        tree switch
        {
            null => null,
            Noted note => Of(note.Value),
            Flow flow => Of(flow.Value),
            YamlScalar scalar => Read(scalar),
            YamlList list => Of(list.Items),
            YamlMap map => Map(map.Entries.Select(e => KeyValuePair.Create(e.Key, (object?)e.Value))),
            IEnumerable<KeyValuePair<string, object?>> pairs => Map(pairs),
            IEnumerable items and not string => new JsonArray([.. items.Cast<object?>().Select(Of)]),
            bool or int or long or double => JsonValue.Create(tree),
            string text => JsonValue.Create(text),
            _ => JsonValue.Create(YamlText.Of(tree)),
        };

    private static JsonObject Map(IEnumerable<KeyValuePair<string, object?>> pairs) =>
        new(pairs.Select(p => KeyValuePair.Create(p.Key, Of(p.Value))));

    private static JsonValue? Read(YamlScalar scalar) =>
        scalar.IsNull ? null
        : scalar.IsQuoted ? JsonValue.Create(scalar.Text)
        : scalar.Text is "true" or "false" ? JsonValue.Create(scalar.Text is "true")
        : long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
        : double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(scalar.Text);
}
