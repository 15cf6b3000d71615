using System.Reflection;
using Flywheel.Cohorts;
using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Logging.Keeps;
using Flywheel.Logging.Redactions;
using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Detectors;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Joint;
using Flywheel.Monitoring.Projections;
using Flywheel.Monitoring.References;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Rollout;
using Flywheel.Storage;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Training.Features;
using Flywheel.Training.Thresholds;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Tests.Kinds;

/// <summary>What everything that a strategy can name has to keep, whichever file it was added in.</summary>
public sealed class KindsTests
{
    private static readonly KindTable[] _tables =
    [
        Trigger.Kinds,
        CurationRule.Kinds,
        Check.Kinds,
        Gate.Kinds,
        Growth.Kinds,
        Expectation.Kinds,
        Feature.Kinds,
        Points.Kinds,
        RowWeights.Kinds,
        CohortRule.Kinds,
        DecisionThreshold.Kinds,
        Reference.Kinds,
        LabelSource.Kinds,
        RolloutPlan.Kinds,
        Trainer.Kinds,
        StoreChoice.Kinds,
        Redaction.Kinds,
        Keep.Kinds,
        Detector.Kinds,
        Signal.Kinds,
        JointDistance.Kinds,
        LearnedProjection.Kinds,
    ];

    public static TheoryData<string, string> Kinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var table in _tables)
            {
                foreach (var word in table.Words)
                {
                    data.Add(table.Choice.Name, word);
                }
            }

            return data;
        }
    }

    public static TheoryData<Type> Roots =>
        [
            typeof(StrategyFile),
            typeof(MetricsFile),
            typeof(ProjectionsFile),
            typeof(CohortsFile),
            typeof(CurationFile),
            typeof(ModelManifest),
            typeof(Deployment),
            typeof(StoreFile),
        ];

    [Fact]
    public void Every_table_of_kinds_in_the_domain_is_looked_at_here()
    {
        var found = typeof(Trigger)
            .Assembly.GetTypes()
            .Where(type =>
                type.GetProperty("Kinds", BindingFlags.Public | BindingFlags.Static) is { } kinds
                && kinds.PropertyType.IsAssignableTo(typeof(KindTable))
            );

        Assert.Equal(found.OrderBy(type => type.Name), _tables.Select(table => table.Choice).OrderBy(type => type.Name));
    }

    [Fact]
    public void Every_concrete_kind_is_in_the_table_of_its_choice()
    {
        foreach (var table in _tables)
        {
            var concrete = table.Choice.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(table.Choice));

            Assert.Equal(concrete.OrderBy(type => type.Name), table.Select(kind => kind.Value).OrderBy(type => type.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_is_kebab_case_sealed_and_documented_with_all_its_keys(string choice, string word)
    {
        var kind = _tables.Single(table => table.Choice.Name == choice)[word];

        Assert.Matches("^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$", word);
        Assert.True(kind.IsSealed);
        Assert.EndsWith(".", kind.GetCustomAttribute<DocAttribute>()?.Text, StringComparison.Ordinal);
        Assert.Empty(BindingContract.Problems(kind));
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_file_can_be_bound_explained_and_completed(Type root)
    {
        Assert.Empty(BindingContract.Problems(root));
    }

    [Fact]
    public void A_kind_leads_from_its_word_to_its_type_and_back()
    {
        Assert.All(
            _tables.SelectMany(table => table.Select(kind => (table, kind))),
            one => Assert.Equal(one.kind.Key, one.table.WordOf(one.kind.Value))
        );
    }

    [Fact]
    public void A_metric_has_a_name_of_its_own_a_definition_and_a_direction()
    {
        Assert.All(
            MetricKinds.All,
            metric =>
            {
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", metric.Name);
                Assert.NotEmpty(metric.Definition);
                Assert.InRange(metric.Direction, -1, 1);
                Assert.NotEmpty(metric.Tasks);
                Assert.All(metric.Tasks, task => Assert.Same(metric, MetricKinds.Named(metric.Name, task)));
                Assert.Equal(metric.Direction, MetricKinds.Direction(metric.Name));
            }
        );
    }

    [Fact]
    public void A_distance_has_a_name_of_its_own_a_definition_and_a_convention_of_each_kind_of_column()
    {
        Assert.Equal(DistanceKinds.All.Count, DistanceKinds.All.DistinctBy(distance => distance.Name).Count());
        Assert.All(
            DistanceKinds.All,
            distance =>
            {
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", distance.Name);
                Assert.NotEmpty(distance.Definition);
                Assert.StartsWith(distance.Name + "/", distance.Convention(numeric: true), StringComparison.Ordinal);
                Assert.Equal(distance.TakesCategories, distance.Convention(true) != distance.Convention(false));
                Assert.Same(distance, DistanceKinds.Named(distance.Name));
            }
        );
    }

    [Fact]
    public void Every_metric_and_distance_is_in_the_domains_tables()
    {
        Assert.Equal(
            Concrete(typeof(Metric)),
            MetricKinds.All.Select(metric => metric.GetType()).Where(IsComplete).Select(type => type.Name).Order()
        );
        Assert.Equal(Concrete(typeof(Distance)), DistanceKinds.All.Select(distance => distance.GetType().Name).Order());

        // One that needs something to be made, such as a threshold or a quantile, has as many names as there are of that, or none.
        static bool IsComplete(Type type) => type.GetConstructor(Type.EmptyTypes) is not null;

        static IEnumerable<string> Concrete(Type choice) =>
            choice
                .Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsAssignableTo(choice) && IsComplete(type))
                .Select(type => type.Name)
                .Order();
    }
}
