using Flywheel.Monitoring;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring;

public sealed class DriftKindTests
{
    private const double Limit = 0.2;

    public static TheoryData<string, KindOfDrift?, int> Series =>
        new()
        {
            { "0.01 0.02 0.01 0.02 0.03", null, 0 },
            { "0.01 0.02 0.01 0.6 0.58", KindOfDrift.Instantaneous, 3 },
            { "0.01 0.02 0.01 0.02 0.6 0.3 0.7", KindOfDrift.Instantaneous, 4 },
            { "0.01 0.06 0.12 0.18 0.24 0.3", KindOfDrift.Gradual, 4 },
            { "0.01 0.01 0.02 0.08 0.16 0.25 0.33 0.4 0.4", KindOfDrift.Gradual, 5 },
            { "0.01 0.02 0.5 0.02", KindOfDrift.Temporary, 2 },
            { "0.01 0.5 0.6 0.5 0.02 0.01", KindOfDrift.Temporary, 1 },
            { "0.01 0.5 0.01 0.5 0.01 0.5 0.01", KindOfDrift.Periodic, 5 },
            { "0.5 0.01 0.01 0.5 0.01 0.01 0.5", KindOfDrift.Periodic, 6 },
            { "0 0 0 .5 .5 0 0 0 0 0 .5 .5 0 0 0 0 0 0 .5", KindOfDrift.Periodic, 18 },
            // Just begun, begun with the reference, twice, uneven, in two great steps, too few turns.
            { "0.01 0.02 0.01 0.6", KindOfDrift.Undecided, 3 },
            { "0.6 0.6 0.6 0.6", KindOfDrift.Undecided, 0 },
            { "0.01 0.5 0.01 0.5 0.01", KindOfDrift.Undecided, 3 },
            { "0.01 0.5 0.01 0.5 0.01 0.01 0.5", KindOfDrift.Undecided, 6 },
            { "0.01 0.01 0.31 0.5 0.5", KindOfDrift.Undecided, 2 },
            { "0.01 0.5 0.5", KindOfDrift.Undecided, 1 },
            { "0.5", KindOfDrift.Undecided, 0 },
        };

    [Theory]
    [MemberData(nameof(Series))]
    public void A_series_of_distances_names_its_kind_or_none(string values, KindOfDrift? kind, int since)
    {
        var found = DriftKind.Of(
            [.. values.Split(' ').Select(value => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))],
            Limit
        );

        Assert.Equal(kind, found?.Kind);
        Assert.Equal(since, found?.Since ?? 0);
    }

    /// <summary>Eight days of a shop, planted: from day 5 on, a bit more each day from day 3 on, on every third day, on day 5 alone.</summary>
    /// <remarks>A quarter of all amounts are multiplied; each is to be above the limit by the day after it begins to be a quarter, and named by day 8.</remarks>
    [Theory]
    [InlineData("day >= 5 AND order_id % 4 = 0", KindOfDrift.Instantaneous, 5)]
    [InlineData("day >= 3 AND order_id % 24 < day - 2", KindOfDrift.Gradual, 5)]
    [InlineData("day IN (2, 5, 8) AND order_id % 4 = 0", KindOfDrift.Periodic, 8)]
    [InlineData("day = 5 AND order_id % 4 = 0", KindOfDrift.Temporary, 5)]
    [InlineData("FALSE", null, 0)]
    public void Planted_drifts_are_found_in_time_and_named_in_the_report(string planted, KindOfDrift? kind, int foundBy)
    {
        using var shop = new TemporaryRepository();
        shop.Edit("monitoring:\n", "monitoring:\n  reference: { fixed-window: { from: 2024-01-01, to: 2024-01-02 } }\n");
        shop.Edit("    - range:", "    - drift: { of: amount, distance: psi, above: 0.15 }\n    - range:");
        shop.Edit("trigger: { every: 1d }", "trigger: manual");
        shop.Arrive(8);
        foreach (var file in shop.SourceFiles("events"))
        {
            shop.ChangeFile(
                file,
                $"* REPLACE (CASE WHEN {planted.Replace("day", "(day(ordered_at))", StringComparison.Ordinal)} THEN amount * 2.5 + 60 ELSE amount END AS amount)"
            );
        }

        var records = Enumerable.Range(1, 8).Select(day => shop.Turn(day).Of<MonitoringRecord>()).ToList();

        var found = records.FindIndex(record =>
            record.Checks.Any(check => check.Check.StartsWith("psi of amount", StringComparison.Ordinal) && check.Outcome == Outcome.Bad)
        );
        Assert.Equal(kind, records[^1].Named?.Single().Kind);
        if (kind is not null)
        {
            Assert.InRange(found + 1, 2, foundBy + 1);
            Assert.Contains(
                $"- psi of amount ≤ 0.15: **{kind.ToString()!.ToLowerInvariant()}**",
                shop.Read("reports/shop/monitoring.verified.md"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_reference_that_moves_along_names_nothing()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("monitoring:\n", "monitoring:\n  reference: { sliding-window: 1d }\n");
        shop.Edit("    - range:", "    - drift: { of: amount, distance: psi, above: 0 }\n    - range:");
        shop.Live(6);

        Assert.Equal(KindOfDrift.Undecided, shop.Turn(6).Of<MonitoringRecord>().Named!.Single().Kind);
        Assert.Contains(
            "as the reference moves along with the window",
            shop.Read("reports/shop/monitoring.verified.md"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_model_in_force_is_another_reference()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("    - range:", "    - drift: { of: amount, distance: psi, above: 0 }\n    - range:");
        shop.Live(6);

        var named = shop.Turn(6).Of<MonitoringRecord>().Named!.Single();

        Assert.Equal((KindOfDrift.Undecided, 1), (named.Kind, named.Turns));
    }
}
