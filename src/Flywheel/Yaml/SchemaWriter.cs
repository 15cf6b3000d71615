using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>The JSON Schema (draft 2020-12) of a record, from the same shapes and rules that the binder reads by.</summary>
public sealed class SchemaWriter
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerOptions.Default)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<Type, string> _names = [];
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    private SchemaWriter() { }

    /// <summary>The schema's text, ending with LF; the same record gives the same bytes.</summary>
    public static string Write<T>()
    {
        var writer = new SchemaWriter();
        var root = (RecordShape)Shape.Of(typeof(T));
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = root.Word };
        foreach (var (key, value) in writer.Record(root).ToList())
        {
            schema[key] = value?.DeepClone();
        }

        if (writer._definitions.Count > 0)
        {
            schema["$defs"] = new JsonObject(writer._definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        }

        return schema.ToJsonString(_format) + '\n';
    }

    private JsonObject Of(Shape shape, IReadOnlyCollection<RuleAttribute> rules, EntryNamesAttribute? names, bool isDistinct)
    {
        var isCollection = shape is ListShape or MapShape;
        var own = rules.Where(r => !isCollection || r.OnCollection);
        var items = isCollection ? rules.Where(r => !r.OnCollection).ToList() : [];
        var schema = shape switch
        {
            ScalarShape scalar => scalar.Schema(),
            ListShape list => new JsonObject { ["type"] = "array", ["items"] = Of(list.Item, items, null, isDistinct: false) },
            MapShape map => new JsonObject
            {
                ["type"] = "object",
                ["propertyNames"] = new JsonObject { ["pattern"] = PatternAttribute.Anchored(names?.Pattern ?? NameAttribute.Pattern) },
                ["additionalProperties"] = Of(map.Item, items, null, isDistinct),
            },
            RecordShape { Inline: { } inline } record => new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    Of(inline.Shape, inline.Rules, inline.EntryNames, inline.IsDistinct),
                    Reference(record, () => Record(record))
                ),
            },
            RecordShape record => Reference(record, () => Record(record)),
            UnionShape union => Reference(union, () => Union(union)),
            _ => throw new InvalidOperationException($"{shape.GetType()} has no schema."),
        };
        if (isDistinct && shape is ListShape)
        {
            schema["uniqueItems"] = true;
        }

        foreach (var rule in own)
        {
            rule.AddTo(schema);
        }

        return schema;
    }

    private JsonObject Reference(Shape shape, Func<JsonObject> define)
    {
        if (!_names.TryGetValue(shape.Type, out var name))
        {
            name = KebabCase.Of(shape.Type.Name);
            name = _names.ContainsValue(name) ? $"{KebabCase.Of(shape.Type.Namespace!.Split('.')[^1])}.{name}" : name;
            if (_names.ContainsValue(name))
            {
                throw new InvalidOperationException($"Two records would share the definition '{name}' in the schema: rename {shape.Type}.");
            }

            // Named before it is described: a record may hold itself.
            _names.Add(shape.Type, name);
            _definitions[name] = define();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private JsonObject Record(RecordShape record)
    {
        var properties = new JsonObject();
        foreach (var property in record.Properties)
        {
            properties[property.Key] = Property(property, record);
        }

        var schema = Described(record.Doc);
        schema["type"] = "object";
        schema["additionalProperties"] = false;
        var required = record.Properties.Where(p => p.IsRequired).Select(p => (JsonNode?)JsonValue.Create(p.Key)).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        schema["properties"] = properties;
        return schema;
    }

    private JsonObject Property(PropertyShape property, RecordShape owner)
    {
        var value = Of(property.Shape, property.Rules, property.EntryNames, property.IsDistinct);
        if (property.IsNullable)
        {
            value = new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };
        }

        var schema = Described(property.Doc);
        foreach (var (key, part) in value.ToList())
        {
            schema[key] = part?.DeepClone();
        }

        if (!property.IsRequired && property.Shape is not RecordShape && owner.Defaults[property.Key] is { } byDefault)
        {
            schema["default"] = Json.Of(Explain.Plain(property.Shape, byDefault));
        }

        if (property.Example is { } example)
        {
            schema["examples"] = new JsonArray(Json.Of(Composer.Read("example", example, [])));
        }

        return schema;
    }

    private JsonObject Union(UnionShape union)
    {
        var forms = new JsonArray();
        foreach (var word in union.Kinds.Words)
        {
            var kind = union.Find(word)!;
            var content = Reference(kind, () => Record(kind));
            if (kind.Inline is { } inline)
            {
                content = new JsonObject
                {
                    ["anyOf"] = new JsonArray(Of(inline.Shape, inline.Rules, inline.EntryNames, inline.IsDistinct), content),
                };
            }

            var form = Described(kind.Doc);
            form["type"] = "object";
            form["additionalProperties"] = false;
            form["required"] = new JsonArray(word);
            form["properties"] = new JsonObject { [word] = content };
            forms.Add(form);
        }

        var words = union.Kinds.Words.Where(w => union.Find(w)!.NeedsNothing).ToList();
        if (words.Count > 0)
        {
            forms.Add(Words(words));
        }

        if (union.Kinds.BareValue is { } bare && union.Find(bare)!.Inline is { } value)
        {
            var form = Of(value.Shape, value.Rules, value.EntryNames, value.IsDistinct);
            if (words.Count > 0)
            {
                form["not"] = Words(words);
            }

            forms.Add(form);
        }

        var schema = Described(union.Doc);
        schema["oneOf"] = forms;
        return schema;
    }

    private static JsonObject Words(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => JsonValue.Create(w))]) };

    private static JsonObject Described(string doc) => doc.Length > 0 ? new JsonObject { ["description"] = doc } : [];
}
