using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring;

public sealed class PromiseTests
{
    [Theory]
    [InlineData(0.01, 0.02, 1, PromiseVerdict.ProvedRight)]
    [InlineData(-0.02, -0.01, 1, PromiseVerdict.ProvedWrong)]
    [InlineData(-0.02, 0.01, 1, PromiseVerdict.NotEnoughEvidence)]
    [InlineData(0.0, 0.01, 1, PromiseVerdict.NotEnoughEvidence)]
    [InlineData(0.01, 0.02, -1, PromiseVerdict.ProvedWrong)]
    [InlineData(-0.02, -0.01, -1, PromiseVerdict.ProvedRight)]
    [InlineData(null, null, 1, PromiseVerdict.NotEnoughEvidence)]
    public void Only_a_whole_interval_proves(double? low, double? high, int direction, PromiseVerdict expected) =>
        Assert.Equal(expected, Promise.Of(new Measurement { Low = low, High = high }, direction));

    [Fact]
    public void Three_promises_tell_what_the_hold_out_flatters_by()
    {
        // Excesses 1, 2, 6: mean 3, deviation √7, and t(2; .95) = 2.919986.
        var promises = new[] { (2.0, 1.0), (3, 1), (6, 0) }
            .Select(pair => new Promise(null!, new() { Value = pair.Item1 }, new() { Value = pair.Item2 }, PromiseVerdict.ProvedRight))
            .ToList();

        var excess = Promise.Excess(promises, 0.05)!;

        Assert.Equal(3, excess.Value);
        Assert.Equal(3 - (2.919986 * Math.Sqrt(7.0 / 3)), excess.Low!.Value, 5);
        Assert.Equal(3 + (2.919986 * Math.Sqrt(7.0 / 3)), excess.High!.Value, 5);
        Assert.Null(Promise.Excess(promises[..2], 0.05));
        Assert.Null(Promise.Excess([promises[0], promises[1], promises[2] with { Shown = Measurement.Absent(0, "gone") }], 0.05));
    }

    [Fact]
    public void The_command_shows_every_promotion_as_the_ledger_has_it()
    {
        using var shop = new TemporaryRepository();
        var none = shop.Flywheel("promises", "shop");
        shop.Live(6);
        var before = shop.Tracked();

        var said = shop.Flywheel("promises", "shop");

        Assert.Equal(2, none.Code);
        Assert.Contains("shop has no turn yet. Type: flywheel loop shop", none.Error, StringComparison.Ordinal);
        Assert.True(said.Code == 0, said.Error);
        var ledger = Ledger.Read(shop.Read(Ledger.Path("shop")), "");
        var promoted = ledger.Where(row => row.Decision == "promote" && row.InForce.Length > 0).ToList();
        var rows = said
            .Output.Split('\n')
            .Where(line => line.StartsWith("| 20", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        Assert.NotEmpty(promoted);
        Assert.Equal(promoted.Select(row => (row.Candidate, row.InForce)), rows.Select(row => (row[0], row[1])));
        Assert.All(
            promoted.Zip(rows),
            pair =>
            {
                Assert.Equal(pair.First.Difference!.Value, Number(pair.Second[2]), 3e-3);
                if (ledger.SkipWhile(row => row != pair.First).Skip(1).FirstOrDefault() is { } next)
                {
                    // Labels that came after that turn are known by now.
                    Assert.Equal(next.Realised!.Value, Number(pair.Second[3]), 1e-2);
                }
                else
                {
                    Assert.Equal("the next cycle is not over", pair.Second[3]);
                }
            }
        );
        Assert.Matches(@"(None of|\d of) \d promotions proved wrong", said.Output);
        Assert.Equal(before, shop.Tracked());
    }

    private static double Number(string cell) => double.Parse(cell.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
