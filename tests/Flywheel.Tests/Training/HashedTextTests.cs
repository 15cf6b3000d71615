using System.Text;
using Flywheel.Training.Features;

namespace Flywheel.Tests.Training;

public sealed class HashedTextTests
{
    [Theory]
    [InlineData("Buy NOW, buy cheap!", "buy cheap now buy")]
    [InlineData("ÉTÉ à Zürich", "été zürich à")]
    [InlineData("a-b_c", "c a b")]
    [InlineData("", " ,;\n")]
    public void Words_count_whatever_their_case_their_order_and_what_parts_them(string one, string other) =>
        Assert.Equal(Counts(one, 1), Counts(other, 1));

    [Fact]
    public void Every_word_is_counted_once_and_every_run_too()
    {
        Assert.Equal(4, Counts("one two three four", 1).Sum());
        Assert.Equal(4 + 3 + 2, Counts("one two three four", 3).Sum());
        Assert.Equal(1, Counts("alone", 5).Sum());
    }

    [Fact]
    public void Runs_tell_the_order_of_words()
    {
        Assert.Equal(Counts("dog bites man", 1), Counts("man bites dog", 1));
        Assert.NotEqual(Counts("dog bites man", 2), Counts("man bites dog", 2));
    }

    [Fact]
    public void Bytes_that_are_no_text_end_a_word() => Assert.Equal(Counts("ab cd", 1), Of(new(64, 1), [.. "ab"u8, 0xFF, 0xC3, .. "cd"u8]));

    [Fact]
    public void A_word_without_an_end_costs_no_more_memory_than_a_long_one() => Assert.Equal(1, Counts(new string('ü', 100_000), 1).Sum());

    private static float[] Counts(string text, int words) => Of(new(64, words), Encoding.UTF8.GetBytes(text));

    private static float[] Of(HashedText hashed, ReadOnlySpan<byte> utf8)
    {
        var counts = new float[hashed.Buckets];
        hashed.Count(utf8, counts);
        return counts;
    }
}
