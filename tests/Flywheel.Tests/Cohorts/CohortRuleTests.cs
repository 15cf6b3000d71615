using Flywheel.Cohorts;
using Flywheel.Expressions;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Cohorts;

public sealed class CohortRuleTests : IDisposable
{
    private readonly InMemory memory = new();

    public CohortRuleTests() =>
        memory.Database.Execute(
            "CREATE TABLE log AS SELECT * FROM (VALUES (1, 249, 'ATL'), (2, 250, 'it''s'), (3, 499, 'ORD'), (4, 500, 'ATL'), (5, NULL, NULL)) AS t (id, distance, origin)"
        );

    [Fact]
    public void Bands_part_all_values_and_an_edge_belongs_to_the_band_above()
    {
        var cohorts = Expand(new CohortPerBand { Of = Text("distance"), At = [250, 500] });

        Assert.Equal(["trip < 250: 1", "trip 250–500: 2 3", "trip ≥ 500: 4"], cohorts);
    }

    [Fact]
    public void One_edge_makes_two_bands()
    {
        Assert.Equal(["trip < 499.5: 1 2 3", "trip ≥ 499.5: 4"], Expand(new CohortPerBand { Of = Text("distance"), At = [499.5] }));
    }

    [Fact]
    public void Values_have_a_cohort_each_whatever_they_hold()
    {
        var cohorts = Expand(new CohortPerValue { Of = Text("origin"), In = ["ATL", "it's", "XYZ"] });

        Assert.Equal(["trip=ATL: 1 4", "trip=it's: 2", "trip=XYZ: "], cohorts);
    }

    [Fact]
    public void A_condition_is_a_cohort_by_its_own_name()
    {
        var condition = FlightsStrategy.Loaded.CohortsFile.Cohorts["island"];

        Assert.Equal("trip", Assert.Single(condition.Expand("trip", FlightsStrategy.Loaded)).Name);
    }

    [Fact]
    public void The_flights_have_their_cohorts_in_the_order_of_the_file_with_names_of_their_own()
    {
        var names = FlightsStrategy.Loaded.Cohorts.Select(cohort => cohort.Name).ToList();

        Assert.Equal(10 + 5 + 5 + 2, names.Distinct().Count());
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(["origin=ATL", "distance < 250", "island"], [names[0], names[10], names[^1]]);
    }

    private IEnumerable<string> Expand(CohortRule rule) =>
        rule.Expand("trip", FlightsStrategy.Loaded)
            .Select(cohort =>
                $"{cohort.Name}: {string.Join(' ', memory.Database.Rows<int>($"SELECT id FROM log WHERE {cohort.Sql} ORDER BY id"))}"
            );

    private static Expression Text(string text) => new(text, new Place("cohorts.yaml", 1, 1));

    public void Dispose() => memory.Dispose();
}
