using Flywheel.Monitoring.Advice;

namespace Flywheel.Tests.Monitoring.Advice;

public sealed class YamlEditTests
{
    [Theory]
    [InlineData(
        "a:\n  b:\n    x: 1 # one\n\n    # of c\n  c: 2\n",
        "a b",
        "y: 2",
        "a:\n  b:\n    x: 1 # one\n    y: 2\n\n    # of c\n  c: 2\n"
    )]
    [InlineData("rules:\n- one\n- two\nlast: 1\n", "rules", "- three", "rules:\n- one\n- two\n- three\nlast: 1\n")]
    [InlineData("rules:\n  - one: { x: 1 }\n    # more\n", "rules", "- two", "rules:\n  - one: { x: 1 }\n  - two\n    # more\n")]
    [InlineData("a: 1\n", "b c", "x: 1", "a: 1\nb:\n  c:\n    x: 1\n")]
    [InlineData("a:\n  x: 1\nz: 1\n", "a b", "y: 2", "a:\n  x: 1\n  b:\n    y: 2\nz: 1\n")]
    [InlineData("a: {} # none yet\nz: 1\n", "a", "y: 2", "a:\n  y: 2\nz: 1\n")]
    [InlineData("ab: 1\na:\n    deep: 1\n", "a", "y: 2", "ab: 1\na:\n    deep: 1\n    y: 2\n")]
    public void An_entry_comes_at_the_end_of_its_block_and_all_else_stays(string before, string block, string entry, string after) =>
        Assert.Equal(after, YamlEdit.Of(before, block.Split(' '), entry)!.Text);

    [Theory]
    [InlineData("a: { x: 1 }\n")]
    [InlineData("a: [ 1 ]\n")]
    [InlineData("a: manual\n")]
    public void A_block_in_braces_is_left_alone(string before) => Assert.Null(YamlEdit.Of(before, ["a"], "y: 2"));

    [Fact]
    public void The_diff_is_one_that_git_writes()
    {
        const string Before = "one: 1\ntwo: 2\nlist:\n  - a\n  - b\nlast:\n  x: 1\n  y: 2\n  z: 3\n";

        var edit = YamlEdit.Of(Before, ["list"], "- c")!;

        Assert.Equal(
            "--- a/f.yaml\n+++ b/f.yaml\n@@ -3,6 +3,7 @@\n list:\n   - a\n   - b\n+  - c\n last:\n   x: 1\n   y: 2\n",
            edit.Diff("f.yaml", Before)
        );
    }

    [Theory]
    [InlineData("hour(departs_at)", "hour-departs-at")]
    [InlineData("Origin", "origin")]
    [InlineData("2 * x", "value-2-x")]
    [InlineData("??", "value")]
    public void A_name_is_made_of_an_expression(string text, string name) => Assert.Equal(name, StrategyChange.Name(text));
}
