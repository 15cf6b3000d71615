using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class ChoiceTests
{
    [Theory]
    [InlineData("watering: by-hand")]
    [InlineData("watering: { by-hand: {} }")]
    public void A_kind_that_needs_nothing_may_be_a_bare_word(string line)
    {
        var bound = GardenText.Read($"name: a\ncycle: 7d\nsite: {{ height: 1 }}\n{line}\n");

        Assert.Equal(new ByHand(), bound.Value?.Watering);
    }

    [Theory]
    [InlineData("watering: { every: 3d }")]
    [InlineData("watering: { every: { period: 3d } }")]
    public void An_inline_property_may_stand_for_its_kind(string line)
    {
        var bound = GardenText.Read($"name: a\ncycle: 7d\nsite: {{ height: 1 }}\n{line}\n");

        Assert.Equal(new Every { Period = TimeSpan.FromDays(3) }, bound.Value?.Watering);
    }

    [Theory]
    [InlineData("watering: { not: by-hand }")]
    [InlineData("watering: { not: { by-hand: {} } }")]
    [InlineData("watering: { not: { reason: by-hand } }")]
    public void An_inline_choice_may_be_a_map_too(string line)
    {
        var bound = GardenText.Read($"name: a\ncycle: 7d\nsite: {{ height: 1 }}\n{line}\n");

        Assert.Equal(new Not { Reason = new ByHand() }, bound.Value?.Watering);
    }

    [Theory]
    [InlineData(
        "watering: { evry: 1d }",
        "4:13: error FW0211: There is no watering of the kind 'evry'. Known kinds: any, not, every, dry, by-hand. Did you mean 'every'?"
    )]
    [InlineData(
        "watering: sometimes",
        "4:11: error FW0211: There is no watering of the kind 'sometimes'. Known kinds: any, not, every, dry, by-hand. Write one of them, e.g. 'any: [ { every: 7d } ]'."
    )]
    [InlineData(
        "watering: dry",
        "4:11: error FW0202: The watering 'dry' is written without its keys. It needs: bed. Write e.g. 'dry: { bed: rose-bed }'."
    )]
    [InlineData(
        "watering: { any: [ every: 1d, { every: 2d, by-hand: {} } ] }",
        "4:44: error FW0212: 'by-hand' stands beside 'every'. A watering is a map of one key, which picks its kind. Start a new list item: '- by-hand: ...'."
    )]
    [InlineData(
        "watering:\n  dry:\n  bed: roses",
        "6:3: error FW0212: 'bed' stands beside 'dry'. A watering is a map of one key, which picks its kind. Indent 'bed' so that it stands under 'dry'."
    )]
    [InlineData(
        "watering: []",
        "4:11: error FW0204: 'watering' is a list. It needs one kind of watering. Write e.g. 'watering: { every: 7d }'."
    )]
    [InlineData(
        "watering: {}",
        "4:11: error FW0204: 'watering' is an empty map. It needs one kind of watering. Write e.g. 'watering: { every: 7d }'."
    )]
    [InlineData("watering: { every: [ 1d ] }", "4:20: error FW0204: 'every' is a list. It needs a duration. Write e.g. 'every: 7d'.")]
    [InlineData(
        "watering: { any: [] }",
        "4:18: error FW0210: 'any' is empty. The reasons. Write at least one, e.g. 'any: [ { every: 7d } ]'."
    )]
    public void A_fault_of_a_choice_names_its_kinds(string line, string expected)
    {
        var faults = GardenText.FaultsOf(line);

        Assert.Equal(["garden.yaml:" + expected], faults);
    }

    [Fact]
    public void Keys_of_the_choice_itself_stand_beside_those_of_the_kind()
    {
        var bound = Binder.Read<Shed>("shed.yaml", "tools:\n  - rake: { owner: ann, teeth: 9 }\n  - rake: {}\n");

        Assert.Equal(new Rake { Owner = "ann", Teeth = 9 }, bound.Value?.Tools[0]);
        Assert.Equal(
            "tools:\n  - rake:\n      owner: ann\n      teeth: 9\n  - rake:\n      owner: all # default\n      teeth: 12 # default\n",
            Explain.Text(bound)
        );
    }

    [Fact]
    public void Keys_that_contradict_each_other_are_a_fault_at_the_key_that_is_named()
    {
        var bound = Binder.Read<Shed>("shed.yaml", "tools:\n  - rake: { owner: nobody, teeth: 9 }\n");

        Assert.Equal(
            "shed.yaml:2:35: error FW0215: 'teeth' is 9, and nobody owns the rake. An unowned rake has none. Name an owner.",
            bound.Faults.ToString()
        );
    }

    [Fact]
    public void A_table_takes_sealed_kinds_of_its_choice_only()
    {
        var error = Assert.Throws<ArgumentException>(() => new KindTable<Watering> { ["oak"] = typeof(Tree) });

        Assert.StartsWith(
            "The kind 'oak' is Flywheel.Tests.Yaml.Tree, which is not a sealed kind of",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_kind_knows_its_word() => Assert.Equal("by-hand", Watering.Kinds.WordOf(typeof(ByHand)));
}

public sealed record Shed
{
    public IReadOnlyList<Tool> Tools { get; init; } = [];
}

public abstract record Tool
{
    public static KindTable<Tool> Kinds { get; } = new() { ["rake"] = typeof(Rake) };

    public string Owner { get; init; } = "all";
}

public sealed record Rake : Tool, IConsistent
{
    public int Teeth { get; init; } = 12;

    public IEnumerable<Contradiction> Contradictions() =>
        Owner == "nobody" && Teeth > 0
            ? [new("teeth", $"'teeth' is {Teeth}, and nobody owns the rake.", "An unowned rake has none.", "Name an owner.")]
            : [];
}
