using System.Reflection;
using Flywheel.Yaml;

namespace Flywheel.Tests.Yaml;

public sealed class FaultsTests
{
    private static Fault At(string file, int line, int column, string what = "x.") =>
        new("FW0201", new Place(file, line, column), what, "y.", "z.");

    [Fact]
    public void A_fault_prints_place_code_and_three_sentences() =>
        Assert.Equal("a.yaml:12:3: error FW0201: x. y. z.", At("a.yaml", 12, 3).ToString());

    [Fact]
    public void Faults_are_read_by_file_line_and_column_each_once()
    {
        var faults = new Faults { At("b", 1, 1), At("a", 10, 1), At("a", 2, 9), At("a", 2, 1), At("a", 2, 9) };

        Assert.Equal(["a:2:1", "a:2:9", "a:10:1", "b:1:1"], faults.Select(f => f.At.ToString()));
    }

    [Fact]
    public void Every_code_has_one_sentence()
    {
        var codes = typeof(FaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

        Assert.Equal(codes.Order(StringComparer.Ordinal), FaultCodes.All.Keys);
        Assert.All(FaultCodes.All.Values, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cooldwn", "cooldown")]
    [InlineData("drfit", "drift")]
    [InlineData("Drift", "drift")]
    [InlineData("max_wait", "max-wait")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found_or_none(string typed, string? expected) =>
        Assert.Equal(expected, Nearest.To(typed, ["cooldown", "drift", "max-wait"]));

    [Fact]
    public void Of_two_words_equally_near_the_first_in_the_alphabet_is_taken() => Assert.Equal("bat", Nearest.To("at", ["cat", "bat"]));

    [Theory]
    [InlineData("MaxWaitHours", "max-wait-hours")]
    [InlineData("AUCAbove", "auc-above")]
    [InlineData("Top10", "top10")]
    [InlineData("Model", "model")]
    public void A_key_is_the_propertys_name_in_kebab_case(string name, string expected) => Assert.Equal(expected, KebabCase.Of(name));

    [Theory]
    [InlineData("45s", "45s")]
    [InlineData("90m", "90m")]
    [InlineData("120m", "2h")]
    [InlineData("4w", "28d")]
    [InlineData("0d", "0d")]
    public void A_duration_is_printed_in_its_largest_unit_up_to_days(string read, string printed)
    {
        Assert.True(Duration.TryRead(read, out var value));
        Assert.Equal(printed, Duration.Text(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("07d")]
    [InlineData("-7d")]
    [InlineData("1.5d")]
    [InlineData("7 d")]
    [InlineData("99999999999w")]
    public void What_is_no_duration_is_not_read(string text) => Assert.False(Duration.TryRead(text, out _));
}
