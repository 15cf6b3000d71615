using Flywheel.Curation;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Curation;

/// <summary>Probabilities are right when sums weighted by their inverse are right on average, over 300 seeds.</summary>
public sealed class HorvitzThompsonTests : IDisposable
{
    private const int Seeds = 300;
    private const string Random = "random: { share: 0.1 }";
    private const string Stratified = "stratified: { by: origin, per-stratum: 15 }";
    private const string Informed = "informed: { by: distance, count: 150, floor: 200 }";
    private readonly InMemory memory = new();

    public HorvitzThompsonTests() =>
        memory.Database.Execute(
            $"""
            CREATE TABLE flights AS SELECT flight_id, origin, distance, delay > 15 AS late
            FROM ({Flights.Between(new(2001, 1, 1), new(2001, 1, 2))}) WHERE origin IN ('ATL', 'ORD', 'HNL', 'BOI', 'SJU', 'ANC', 'DEN')
            """
        );

    [Theory]
    [InlineData(Random)]
    [InlineData(Stratified)]
    [InlineData(Informed)]
    [InlineData("random: { share: 0.05 }", Stratified)]
    [InlineData("random: { share: 0.05 }", Informed)]
    [InlineData("random: { share: 0.05 }", Stratified, Informed)]
    public void The_number_of_late_flights_is_estimated_without_bias(params string[] rules)
    {
        var truth = memory.Database.Value<long>("SELECT count(*) FROM flights WHERE late");
        var strategy = FlightsStrategy.Curating($"labels: from-log\nrules:\n{string.Concat(rules.Select(rule => $"  - {rule}\n"))}");
        var estimates = Enumerable.Range(0, Seeds).Select(seed => Estimate(strategy, seed)).ToArray();

        var mean = estimates.Average();
        var error = Math.Sqrt(estimates.Sum(estimate => (estimate - mean) * (estimate - mean)) / (Seeds - 1) / Seeds);

        Assert.True(error < 0.03 * truth, $"the mean errs by {error} of {truth}");
        Assert.InRange(mean, truth - (3 * error), truth + (3 * error));
    }

    private double Estimate(ModelStrategy strategy, int seed)
    {
        var seeded = strategy with { Main = strategy.Main with { Seed = seed } };
        return memory.Database.Value<double>(
            $"""
            SELECT sum(CASE WHEN late THEN 1 / probability ELSE 0 END)
            FROM ({Selection.Of(seeded, "SELECT * FROM flights", "2001-01-08")}) AS picked JOIN flights ON flights.flight_id = picked.id
            """
        );
    }

    public void Dispose() => memory.Dispose();
}
