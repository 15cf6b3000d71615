using System.Text;
using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;
using Flywheel.Tests.Warehouse;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class TextSketchTests
{
    private const double Above = Math.E / CountMin.Width;

    [Fact]
    public void Up_to_1024_texts_everything_is_exact()
    {
        var sketch = Of(Enumerable.Range(0, 5000).Select(i => $"{i * i % TextSketch.Most}"));
        var exact = Enumerable
            .Range(0, 5000)
            .GroupBy(i => $"{i * i % TextSketch.Most}")
            .ToDictionary(one => one.Key, one => one.LongCount());

        Assert.True(sketch.IsExact);
        Assert.Equal(exact.Count, sketch.Distinct);
        Assert.Equal(
            exact.OrderBy(one => one.Key),
            sketch.Known.Select(one => KeyValuePair.Create(one.Text, one.Count)).OrderBy(one => one.Key)
        );
        Assert.Equal(
            exact
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(5)
                .Select(one => (one.Key, one.Value, true)),
            sketch.MostFrequent(5)
        );
    }

    [Fact]
    public void Beyond_them_those_with_the_smallest_hashes_are_exact_and_no_estimate_is_too_small_or_far_too_large()
    {
        var texts = Skewed(200_000, 20_000);
        var exact = texts.GroupBy(text => text).ToDictionary(one => one.Key, one => one.LongCount());

        var sketch = Of(texts);

        Assert.False(sketch.IsExact);
        Assert.Equal(
            exact.OrderBy(one => Hash(one.Key)).Take(TextSketch.Most).Select(one => (one.Key, Hash(one.Key), one.Value)),
            sketch.Known
        );
        Assert.All(exact, one => Assert.True(sketch.Estimate(Hash(one.Key)) >= one.Value));
        var wrong = exact.Count(one => sketch.Estimate(Hash(one.Key)) > one.Value + (Above * texts.Count));
        Assert.InRange(wrong, 0, exact.Count * Math.Exp(-4));
        Assert.Equal(exact.Count, sketch.Distinct, 3 * 0.01625 * exact.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Texts_that_many_rows_hold_are_found_by_name_among_thousands(ulong seed)
    {
        var texts = Skewed(60_000, 20_000, seed);
        var exact = texts.GroupBy(text => text).ToDictionary(one => one.Key, one => one.LongCount());
        var frequent = exact.Where(one => one.Value >= 0.02 * texts.Count).OrderByDescending(one => one.Value).ToList();

        // Beside the texts the row's number, so that rows differ.
        var profile = ProfileTests.Of(
            Column.Texts("text", [.. texts]),
            Column.Reals("row", [.. Enumerable.Range(0, texts.Count).Select(i => (double?)i)])
        );
        var found = profile.Column("text")!.Texts!.MostFrequent(50);

        Assert.InRange(frequent.Count, 3, 20);
        Assert.Equal(frequent[0].Key, found[0].Text);
        Assert.All(
            frequent,
            one => Assert.InRange(found.Single(other => other.Text == one.Key).Count, one.Value, one.Value + (Above * texts.Count))
        );
        Assert.All(found.Where(one => one.Exact), one => Assert.Equal(exact[one.Text], one.Count));
    }

    [Fact]
    public void A_long_text_is_kept_by_its_beginning_and_told_apart_by_all_of_it()
    {
        var beginning = string.Concat(Enumerable.Repeat("üx", 400));
        var sketch = Of([beginning + "1", beginning + "2", beginning + "1"]);

        Assert.Equal(2, sketch.Distinct);
        Assert.Equal([2L, 1L], sketch.MostFrequent(9).Select(one => one.Count));
        Assert.All(sketch.Known, one => Assert.InRange(Encoding.UTF8.GetByteCount(one.Text), 190, TextName.Longest));
        Assert.All(sketch.Known, one => Assert.DoesNotContain('\uFFFD', one.Text));
    }

    [Fact]
    public void An_empty_text_is_a_value()
    {
        Assert.Equal([("", 2L, true)], Of(["", ""]).MostFrequent(3));
    }

    [Fact]
    public void Nothing_has_no_frequent_text()
    {
        Assert.Empty(Of([]).MostFrequent(3));
        Assert.Equal(0, Of([]).Distinct);
    }

    private static ulong Hash(string text) => Hash64.Of(Encoding.UTF8.GetBytes(text));

    private static TextSketch Of(IEnumerable<string> texts)
    {
        var sketch = new TextSketch();
        foreach (var utf8 in texts.Select(Encoding.UTF8.GetBytes))
        {
            sketch.Add(utf8, Hash64.Of(utf8));
        }

        return sketch;
    }

    /// <summary>A few texts come often, thousands hardly ever.</summary>
    private static List<string> Skewed(int rows, int most, ulong seed = 9)
    {
        var generator = new Lcg(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => $"text {(int)Math.Exp(generator.Next() * Math.Log(most))}")];
    }
}
