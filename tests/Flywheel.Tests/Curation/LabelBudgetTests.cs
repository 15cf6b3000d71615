using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Curation;

/// <summary>Rules that share a label budget, over 200 seeds: never more than the budget, and sums weighted by the inverse of the chances right on average.</summary>
public sealed class LabelBudgetTests : IDisposable
{
    private const int Seeds = 200;
    private const string Events = "SELECT * FROM flights";
    private readonly InMemory memory = new();

    public LabelBudgetTests() =>
        memory.Database.Execute(
            $"""
            CREATE TABLE flights AS SELECT flight_id, departs_at, origin, destination, distance, CAST(distance / 5000.0 AS DOUBLE) AS score, delay > 15 AS late
            FROM ({Flights.Between(new(2001, 1, 1), new(2001, 1, 2))}) WHERE origin IN ('ATL', 'ORD', 'HNL', 'BOI', 'SJU', 'ANC', 'DEN')
            """
        );

    [Theory]
    [InlineData(150, "random: { share: 0.05 }", "informed: { by: distance }")]
    [InlineData(150, "informed: { by: distance, of-budget: 0.5 }", "random: { of-budget: 0.5 }")]
    [InlineData(120, "stratified: { by: origin, per-stratum: 40 }", "random: { share: 0.5 }")]
    [InlineData(150, "error-analysis: { where: distance > 500, count: 70 }", "random: { share: 0.5 }")]
    [InlineData(150, "cohort-quotas: { island: 50, weekend: 20, origin=ATL: 30 }", "random: {}")]
    [InlineData(200, "informed: { by: distance, count: 60, draw: top }", "random: {}")]
    public void It_is_kept_and_the_number_of_late_flights_is_estimated_without_bias(int budget, params string[] rules)
    {
        var truth = memory.Database.Value<long>("SELECT count(*) FROM flights WHERE late");
        var strategy = FlightsStrategy.Curating(
            $"labels: from-log\nbudget: {budget}\nrules:\n{string.Concat(rules.Select(rule => $"  - {rule}\n"))}"
        );
        var draws = Enumerable.Range(0, Seeds).Select(seed => Drawn(strategy, seed)).ToArray();

        var mean = draws.Average(draw => draw.Estimate);
        var error = Math.Sqrt(draws.Sum(draw => (draw.Estimate - mean) * (draw.Estimate - mean)) / (Seeds - 1) / Seeds);

        Assert.All(draws, draw => Assert.InRange(draw.Points, budget / 2, budget));
        Assert.True(error < 0.04 * truth, $"the mean errs by {error} of {truth}");
        Assert.InRange(mean, truth - (3 * error), truth + (3 * error));
    }

    [Fact]
    public void A_rule_that_finds_the_budget_spent_picks_nothing()
    {
        var strategy = FlightsStrategy.Curating(
            "labels: from-log\nbudget: 50\nrules:\n  - random: { share: 1 }\n  - informed: { by: distance, count: 10 }\n"
        );

        Assert.Equal(
            [("random", 50L)],
            memory.Database.Rows<(string, long)>($"SELECT rule, count(*) FROM ({Points(strategy)}) GROUP BY rule ORDER BY rule")
        );
        Assert.Equal(1, memory.Database.Value<long>($"SELECT count(DISTINCT probability) FROM ({Points(strategy)})"));
    }

    [Fact]
    public void An_audit_has_a_budget_of_its_own()
    {
        var strategy = FlightsStrategy.Curating("labels: from-log\naudit: { labels: 30 }\nbudget: 50\nrules:\n  - random: { share: 1 }\n");

        Assert.Equal(30, memory.Database.Value<long>($"SELECT count(audit) FROM ({Points(strategy)})"));
        Assert.InRange(memory.Database.Value<long>($"SELECT count(*) FROM ({Points(strategy)})"), 50, 80);
    }

    [Theory]
    [InlineData(
        "budget: 10\nrules:\n  - random: { of-budget: 0.7 }\n  - informed: { by: distance, of-budget: 0.7 }",
        "The rules' shares of the budget make 1.4."
    )]
    [InlineData("budget: 0\nrules:\n  - random: { share: 1 }", "'budget' is 0, below 1.")]
    public void A_mistake_is_told(string rules, string said)
    {
        var refused = Assert.Throws<RefusedException>(() => FlightsStrategy.Curating($"labels: from-log\n{rules}\n"));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rules_version_is_what_it_says_wherever_it_stands()
    {
        var one = Versions("  - random: { share: 0.1 }\n  - informed: { by: distance, count: 10 }\n");
        var other = Versions("  - informed: { by: distance, count: 10, floor: 0.01 }\n  - random: { share: 0.2 }\n");

        Assert.Equal(one["informed"], other["informed"]);
        Assert.NotEqual(one["random"], other["random"]);

        Dictionary<string, string> Versions(string rules) =>
            memory
                .Database.Rows<(string, string)>(
                    $"SELECT DISTINCT rule, rule_version FROM ({Selection.Of(FlightsStrategy.Curating($"labels: from-log\nrules:\n{rules}"), Events, "2001-01-08")})"
                )
                .ToDictionary(pair => pair.Item1, pair => pair.Item2);
    }

    public void Dispose() => memory.Dispose();

    private (long Points, double Estimate) Drawn(ModelStrategy strategy, int seed)
    {
        var seeded = strategy with { Main = strategy.Main with { Seed = seed } };
        return memory.Database.Rows<(long, double)>(
            $"""
            SELECT count(*), coalesce(sum(CASE WHEN late THEN 1 / probability ELSE 0 END), 0)
            FROM ({Points(seeded)}) AS picked JOIN flights ON flights.flight_id = picked.id
            """
        )[0];
    }

    private string Points(ModelStrategy strategy) =>
        Selection.Of(strategy, "2001-01-08", new Counting(memory.Database, Events, ""), candidates: null).Points(Events);
}
