using System.Text;
using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class ComposerTests
{
    private static List<string> FaultsOf(string text)
    {
        var faults = new Faults();
        Composer.Read("f.yaml", text, faults);
        return [.. faults.Select(f => f.ToString())];
    }

    [Fact]
    public void A_tree_keeps_order_places_and_quotes()
    {
        var faults = new Faults();

        var root = Composer.Read("f.yaml", "b: 1\na:\n  - '2'\n", faults);

        var map = Assert.IsType<YamlMap>(root);
        Assert.Empty(faults);
        Assert.Equal(["b", "a"], map.Entries.Select(e => e.Key));
        Assert.Equal(new YamlScalar(new Place("f.yaml", 1, 4), "1", IsQuoted: false), map.Entries[0].Value);
        Assert.Equal(new Place("f.yaml", 2, 1), map.Entries[1].KeyAt);
        Assert.Equal(new YamlScalar(new Place("f.yaml", 3, 5), "2", IsQuoted: true), ((YamlList)map.Entries[1].Value).Items[0]);
    }

    [Theory]
    [InlineData(
        "",
        "f.yaml:1:1: error FW0107: The file is empty. An empty strategy would run with nothing but defaults, which is more often a slip than a wish. Write at least one key, or delete the file."
    )]
    [InlineData(
        "# only a comment\n",
        "f.yaml:1:1: error FW0107: The file is empty. An empty strategy would run with nothing but defaults, which is more often a slip than a wish. Write at least one key, or delete the file."
    )]
    [InlineData(
        "a: 1\n---\nb: 2\n",
        "f.yaml:2:1: error FW0108: A second document starts here. One file holds one document, so that nothing after the first is overlooked. Delete the '---' or move what follows it into a file of its own."
    )]
    [InlineData(
        "a: &x 1\n",
        "f.yaml:1:4: error FW0109: The anchor '&x' stands here. A strategy says everything where it is used: anchors and aliases are not read. Delete it and write the value again where it is needed; quote a text that starts with '&'."
    )]
    [InlineData(
        "a: *x\n",
        "f.yaml:1:4: error FW0110: The alias '*x' stands here. A strategy says everything where it is used: anchors and aliases are not read. Write the value itself; quote a text that starts with '*'."
    )]
    [InlineData(
        "a: !!int 1\n",
        "f.yaml:1:4: error FW0111: The tag 'tag:yaml.org,2002:int' stands here. The key alone decides how its value is read: tags are not. Delete the tag; quote a text that starts with '!'."
    )]
    [InlineData(
        "a: !now 1\n",
        "f.yaml:1:4: error FW0111: The tag '!now' stands here. The key alone decides how its value is read: tags are not. Delete the tag; quote a text that starts with '!'."
    )]
    [InlineData(
        "a: 1\nb: 2\na: 3\n",
        "f.yaml:3:1: error FW0113: The key 'a' is here for the second time; the first is at f.yaml:1:1. Only one of the two could count, and a reader cannot tell which. Delete one of them, or start a new list item with '-'."
    )]
    [InlineData(
        "[a]: 1\n",
        "f.yaml:1:1: error FW0114: A list stands where a key belongs. Keys are names. Write a name; quote a text that starts with '{' or '['."
    )]
    [InlineData(
        "a: {{ x }}\n",
        "f.yaml:1:5: error FW0114: A map stands where a key belongs. Keys are names. Write a name; quote a text that starts with '{' or '['."
    )]
    [InlineData(
        "a:\n\tb: 1\n",
        "f.yaml:2:1: error FW0106: A tab stands in the indentation. YAML is indented with spaces only: tabs have no agreed width. Replace it with two spaces a level."
    )]
    [InlineData(
        "a: \"\u0001\"\n",
        "f.yaml:1:5: error FW0104: The control character U+0001 stands here. A reviewer cannot see it, or sees the text around it in another order. Delete it; inside double quotes write \\u and its four digits."
    )]
    [InlineData(
        "a: \u202Eb\n",
        "f.yaml:1:4: error FW0104: The control character U+202E stands here. A reviewer cannot see it, or sees the text around it in another order. Delete it; inside double quotes write \\u and its four digits."
    )]
    public void What_a_strategy_may_not_contain_is_a_fault(string text, string expected) => Assert.Equal([expected], FaultsOf(text));

    [Theory]
    [InlineData("a: [ 1\nb: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: 'open\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("a\nb: 1\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    [InlineData("a: @x\n")]
    public void What_is_not_YAML_is_one_fault_that_says_where_reading_ends(string text)
    {
        var fault = Assert.Single(FaultsOf(text));

        Assert.Matches(
            "^f\\.yaml:[0-9]+:[0-9]+: error FW0105: This is not YAML: .+\\. Nothing after this place can be read\\. Look here",
            fault
        );
    }

    [Fact]
    public void Each_of_three_equal_keys_but_the_first_is_a_fault() => Assert.Equal(2, FaultsOf("a: 1\na: 2\na: 3\n").Count);

    [Fact]
    public void A_guard_does_not_hide_the_next() => Assert.Equal(4, FaultsOf("a: &x 1\nb: *x\nc: !t 1\na: 2\n").Count);

    [Theory]
    [InlineData(32, 0)]
    [InlineData(33, 1)]
    public void Thirty_two_levels_are_deep_enough(int depth, int faults)
    {
        var text = new string('[', depth) + new string(']', depth);

        Assert.Equal(faults, FaultsOf(text).Count);
    }

    [Fact]
    public void A_mebibyte_of_brackets_is_refused_at_once()
    {
        var fault = Assert.Single(FaultsOf(new string('[', 1024 * 1024)));

        Assert.StartsWith("f.yaml:1:33: error FW0112: This is nested more than 32 deep.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_above_one_mebibyte_is_not_parsed()
    {
        var fault = Assert.Single(FaultsOf("a: " + new string('x', 1024 * 1024)));

        Assert.Equal(
            "f.yaml:1:1: error FW0102: The file is larger than 1 MiB. A strategy is read by people, and reading it must not take seconds. Split it, or keep the data in a data file.",
            fault
        );
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_a_fault_at_its_place()
    {
        var faults = new Faults();

        var text = YamlFile.Decode([.. "a: 1\nbé: "u8, 0xFF, .. "\n"u8], "f.yaml", faults);

        Assert.Null(text);
        Assert.Equal(
            "f.yaml:2:5: error FW0103: A byte that is not UTF-8 stands here. Every file of a strategy is UTF-8. Save the file as UTF-8.",
            faults.ToString()
        );
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal("a: 1", YamlFile.Decode([.. Encoding.UTF8.Preamble, .. "a: 1"u8], "f.yaml", []));

    [Fact]
    public void A_missing_file_is_a_fault()
    {
        var bound = Binder.ReadFile<Garden>("/nowhere/garden.yaml", "garden.yaml");

        Assert.Equal(
            "garden.yaml:1:1: error FW0101: The file cannot be read: it does not exist. Its keys are needed to go on. Check the name and the rights of the file.",
            bound.Faults.ToString()
        );
    }
}
