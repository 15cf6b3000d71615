using Flywheel.Curation;
using Flywheel.Expressions;
using Flywheel.Tests.Infra;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Tests.Curation;

/// <summary>Probabilities are right when sums weighted by their inverse are right on average, over 300 seeds.</summary>
public sealed class HorvitzThompsonTests : IDisposable
{
    private const int Seeds = 300;
    private readonly InMemory memory = new();

    public HorvitzThompsonTests() =>
        memory.Database.Execute(
            $"""
            CREATE TABLE log AS SELECT flight_id, origin, delay > 15 AS late
            FROM ({Flights.Between(new(2001, 1, 1), new(2001, 1, 2))}) WHERE origin IN ('ATL', 'ORD', 'HNL', 'BOI', 'SJU', 'ANC', 'DEN')
            """
        );

    public static TheoryData<string, CurationRule[]> Rules =>
        new()
        {
            { "random", [new RandomRule { Share = 0.1 }] },
            { "stratified", [Stratified] },
            { "both", [new RandomRule { Share = 0.05 }, Stratified] },
        };

    private static StratifiedRule Stratified => new() { By = new Expression("origin", new Place("curation.yaml", 1, 1)), PerStratum = 15 };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_number_of_late_flights_is_estimated_without_bias(string name, CurationRule[] rules)
    {
        var truth = memory.Database.Value<long>("SELECT count(*) FROM log WHERE late");
        var estimates = Enumerable.Range(0, Seeds).Select(seed => Estimate(seed, rules)).ToArray();

        var mean = estimates.Average();
        var error = Math.Sqrt(estimates.Sum(estimate => (estimate - mean) * (estimate - mean)) / (Seeds - 1) / Seeds);

        Assert.True(error < 0.03 * truth, $"{name}: the mean errs by {error} of {truth}");
        Assert.InRange(mean, truth - (3 * error), truth + (3 * error));
    }

    private double Estimate(int seed, CurationRule[] rules)
    {
        var draws = rules
            .Select(
                (rule, i) =>
                    (Rule: rule, Draw: new Draw(FlightsStrategy.Loaded, "flight_id", Sampling.Hash(seed, $"rule/{i}", "flight_id")))
            )
            .ToList();
        var columns = draws.Select((one, i) => $"{one.Rule.Picks(one.Draw)} AS picked{i}, {one.Rule.Probability(one.Draw)} AS chance{i}");
        return memory.Database.Value<double>(
            $"""
            SELECT sum(CASE WHEN late THEN 1 ELSE 0 END / (1 - {string.Join(" * ", draws.Select((_, i) => $"(1 - chance{i})"))}))
            FROM (SELECT late, {string.Join(", ", columns)} FROM log) WHERE {string.Join(" OR ", draws.Select((_, i) => $"picked{i}"))}
            """
        );
    }

    public void Dispose() => memory.Dispose();
}
