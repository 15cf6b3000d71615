using System.Globalization;
using System.Text.RegularExpressions;
using Flywheel.Monitoring;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class FlippedLabelsCheckTests
{
    private const string Check = "flipped-labels: { source: destination }";

    // From .04 to .96 along the distance.
    private const string Told = "1 / (1 + exp((550 - distance) / 140.0))";

    [Fact]
    public void A_source_that_flips_a_fifth_of_its_labels_is_named_with_about_that_share()
    {
        using var log = new SourceLog().With(25000, $"CASE destination WHEN 'D3' THEN 0.2 + 0.6 * ({Told}) ELSE {Told} END");

        var verdict = log.Judge(Check);

        Assert.Equal(Outcome.Bad, verdict.Outcome);
        Assert.StartsWith("of 5 sources 1: D3 with 0.", verdict.Why, StringComparison.Ordinal);
        var interval = Regex.Match(verdict.Why, @"\[(.*), (.*)\]");
        Assert.InRange(0.2, Number(interval.Groups[1].Value), Number(interval.Groups[2].Value));
    }

    /// <remarks>
    /// More late flights by a tenth, whatever the distance, are no flips: the line is as steep. For all five sources to stay below 5 %, that is to be
    /// four standard errors. A slope errs by √.15 / (.28 √n), residual and spread of the predictions, and a share by half of that: n is 3,100 a
    /// source, so 80,000 events in five weeks.
    /// </remarks>
    [Theory]
    [InlineData($"{Told}")]
    [InlineData($"CASE destination WHEN 'D3' THEN 0.1 + 0.9 * ({Told}) ELSE 0.9 * ({Told}) END")]
    public void A_source_with_another_level_is_not_suspected(string late)
    {
        using var log = new SourceLog().With(80000, late);

        var verdict = log.Judge(Check);

        Assert.True(verdict.Outcome == Outcome.Ok, verdict.Why);
        Assert.StartsWith("of 5 sources none; nearest to it D", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.3", "'D' || (i % 5)", "models of the features do not tell the labels")]
    [InlineData(Told, "'D1'", "fewer than two sources have 100 labels")]
    [InlineData(Told, "'D' || (i % 100)", "fewer than two sources have 100 labels")]
    public void What_nothing_contradicts_is_not_judged(string late, string destination, string said)
    {
        using var log = new SourceLog().With(25000, late, destination: destination);

        var verdict = log.Judge(Check);

        Assert.Equal(Outcome.NotEnoughEvidence, verdict.Outcome);
        Assert.StartsWith(said, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_rows_give_the_same_verdict()
    {
        using var log = new SourceLog().With(8000, Told);

        Assert.Equal(log.Judge(Check).Why, log.Judge(Check).Why);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
