using Flywheel.OfflineTesting.Expectations;

namespace Flywheel.Tests.OfflineTesting.Expectations;

public sealed class ChangedTextTests
{
    [Fact]
    public void Short_texts_stay_whole() => Assert.Equal(("app", "APP"), ChangedText.Cut("app", "APP"));

    [Fact]
    public void Long_ones_are_cut_to_where_they_part()
    {
        var text = new string('a', 100) + new string('b', 100);

        var (before, after) = ChangedText.Cut(text, text + " Kind regards");

        Assert.Equal("…bbbbbbbbbbbb", before);
        Assert.Equal("…bbbbbbbbbbbb Kind regards", after);
    }

    [Fact]
    public void No_more_than_the_most_is_shown_of_either_and_no_character_is_halved()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 100));

        var (before, after) = ChangedText.Cut("x" + text, text);

        Assert.All(
            new[] { before, after },
            part =>
            {
                Assert.InRange(part.Length, 1, ChangedText.Most + 2);
                Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(part)));
            }
        );
    }
}
