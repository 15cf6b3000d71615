using System.Text.Json.Nodes;
using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class SchemaWriterTests
{
    private static readonly JsonNode _schema = JsonNode.Parse(SchemaWriter.Write<Garden>())!;

    private static string At(params string[] path) =>
        path.Aggregate(_schema, (node, key) => (int.TryParse(key, out var i) ? node[i] : node[key])!)
            .ToJsonString()
            .Replace("\\u0022", "'", StringComparison.Ordinal);

    [Fact]
    public void The_text_is_stable_has_LF_only_and_no_needless_escapes()
    {
        var text = SchemaWriter.Write<Garden>();

        Assert.Equal(text, SchemaWriter.Write<Garden>());
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("\\u0027", text, StringComparison.Ordinal);
        Assert.StartsWith(
            "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"garden\",\n",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_are_refused_and_required_ones_are_required()
    {
        Assert.Equal("false", At("additionalProperties"));
        Assert.Equal("""["name","cycle","site"]""", At("required"));
        Assert.Equal("\"How a garden is tended.\"", At("description"));
    }

    [Fact]
    public void Rules_defaults_and_examples_are_part_of_a_key()
    {
        Assert.Equal(
            """{"description":"Waters below this share of water.","type":"number","minimum":0,"exclusiveMaximum":1,"default":0.2}""",
            At("$defs", "dry", "properties", "below")
        );
        Assert.Equal(
            """{"description":"The bed to feel.","type":"string","examples":["rose-bed"]}""",
            At("$defs", "dry", "properties", "bed")
        );
        Assert.Equal(
            """{"description":"The shares of the beds.","type":"array","items":{"type":"number","exclusiveMinimum":0,"maximum":1},"minItems":1,"default":[0.25,0.75]}""",
            At("properties", "shares")
        );
        Assert.Equal(
            """{"description":"When to water.","$ref":"#/$defs/watering","default":{"every":"28d"}}""",
            At("properties", "watering")
        );
        Assert.Equal(
            """{"description":"A remark for visitors.","anyOf":[{"type":"string"},{"type":"null"}]}""",
            At("properties", "remark")
        );
        Assert.Equal("""["north","south-west"]""", At("$defs", "site", "properties", "aspect", "enum"));
        Assert.Equal("\"2001-01-01\"", At("$defs", "site", "properties", "since", "default"));
    }

    [Fact]
    public void A_choice_is_one_of_one_key_maps_bare_words_and_bare_values()
    {
        Assert.Equal(
            """{"description":"Waters after a time.","type":"object","additionalProperties":false,"required":["every"],"properties":{"every":{"anyOf":[{"type":"string","pattern":"^(0|[1-9][0-9]*)[smhdw]$"},{"$ref":"#/$defs/every"}]}}}""",
            At("$defs", "watering", "oneOf", "2")
        );
        Assert.Equal("""{"enum":["by-hand"]}""", At("$defs", "watering", "oneOf", "5"));
        Assert.Equal("""{"type":["string","number","boolean"]}""", At("$defs", "plant", "oneOf", "2"));
    }

    [Fact]
    public void A_record_that_keeps_the_contract_has_no_problems() => Assert.Empty(BindingContract.Problems(typeof(Garden)));

    [Fact]
    public void A_record_that_breaks_the_contract_is_told_how()
    {
        var problems = BindingContract.Problems(typeof(Weed));

        Assert.Equal(
            [
                "Flywheel.Tests.Yaml.Weed has no [Doc].",
                "Flywheel.Tests.Yaml.Weed.Height has no [Doc].",
                "Flywheel.Tests.Yaml.Weed.Height has a default that breaks its own rule.",
                "Flywheel.Tests.Yaml.Weed.Root has an example that cannot be read: example:1:1: error FW0207: 'root' is 'deep', which is not a duration. A duration is a whole number and s, m, h, d or w, without a space. Write e.g. 'root: deep'.",
                "Flywheel.Tests.Yaml.Weed.Where is neither required nor nullable, and its default is null.",
                "System.Uri has no form in YAML: use a scalar, IReadOnlyList, IReadOnlyDictionary<string, T>, a record, or an abstract record with a table Kinds.",
            ],
            problems
        );
    }
}

public sealed record Weed
{
    [AtLeast(1)]
    public int Height { get; init; }

    [Doc("How long its root lives.")]
    [Example("deep")]
    public TimeSpan Root { get; init; }

    [Doc("Where it grows.")]
    public Uri Where { get; init; } = null!;
}
