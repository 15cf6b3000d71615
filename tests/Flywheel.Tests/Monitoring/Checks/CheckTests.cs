using Flywheel.Cli.Adapters;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Tests.Infra;
using Flywheel.Yaml;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class CheckTests : IDisposable
{
    private readonly InMemory memory = new();

    public CheckTests() => memory.Database.Execute("CREATE TABLE log (distance BIGINT)");

    [Theory]
    [InlineData(0.62, 0.66, Outcome.Ok)]
    [InlineData(0.55, 0.65, Outcome.NotEnoughEvidence)]
    [InlineData(0.50, 0.59, Outcome.Bad)]
    [InlineData(0.85, 0.95, Outcome.NotEnoughEvidence)]
    [InlineData(0.91, 0.95, Outcome.Bad)]
    public void A_metric_is_bad_only_when_its_whole_interval_is_outside(double low, double high, Outcome outcome)
    {
        var check = new MetricCheck
        {
            Name = "auc",
            AtLeast = 0.6,
            AtMost = 0.9,
        };

        var verdict = check.Judge(
            Seen(
                figures:
                [
                    new(
                        Figure.All,
                        "auc",
                        new()
                        {
                            Low = low,
                            High = high,
                            Value = (low + high) / 2,
                        }
                    ),
                ]
            )
        );

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal("auc ≥ 0.6 ≤ 0.9", check.Said);
    }

    [Fact]
    public void A_metric_of_a_cohort_looks_at_that_cohort()
    {
        var figures = new Figure[]
        {
            new(
                Figure.All,
                "auc",
                new()
                {
                    Low = 0.8,
                    High = 0.9,
                    Value = 0.85,
                }
            ),
            new(
                "night",
                "auc",
                new()
                {
                    Low = 0.4,
                    High = 0.5,
                    Value = 0.45,
                }
            ),
        };
        var check = new MetricCheck
        {
            Name = "auc",
            AtLeast = 0.6,
            In = "night",
        };

        Assert.Equal(Verdict.Bad("auc 0.45 [0.4, 0.5] is below 0.6"), check.Judge(Seen(figures: figures)));
        Assert.Equal("auc of night ≥ 0.6", check.Said);
    }

    [Theory]
    [InlineData(0.2, Outcome.Ok)]
    [InlineData(0.21, Outcome.Bad)]
    public void Drift_is_bad_above_its_limit(double value, Outcome outcome)
    {
        var verdict = Drift.Judge(Seen(drifts: [new("hour", "psi", "psi/x", 9), new("score", "psi", "psi/x", value)]));

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Contains("(psi/x), limit 0.2", verdict.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, Outcome.Bad)]
    [InlineData(100, Outcome.Ok)]
    [InlineData(200, Outcome.Ok)]
    [InlineData(201, Outcome.Bad)]
    public void Rows_are_counted_against_both_limits(long events, Outcome outcome)
    {
        Assert.Equal(
            outcome,
            new RowsCheck { AtLeast = 100, AtMost = 200 }
                .Judge(Seen(events))
                .Outcome
        );
    }

    [Theory]
    [InlineData(0.2, Outcome.Ok)]
    [InlineData(0.19, Outcome.Bad)]
    public void Missing_values_are_counted_as_a_share_of_the_events(double limit, Outcome outcome)
    {
        memory.Database.Execute("INSERT INTO log VALUES (1), (2), (3), (4), (NULL)");

        var verdict = new MissingCheck { Column = "distance", AtMost = limit }.Judge(Seen(events: 5));

        Assert.Equal(new(outcome, "1 of 5 events have no distance (20%)"), verdict);
    }

    [Theory]
    [InlineData(0.5, Outcome.Ok)]
    [InlineData(0.49, Outcome.Bad)]
    public void Values_outside_a_range_are_counted_and_its_ends_are_inside(double limit, Outcome outcome)
    {
        memory.Database.Execute("INSERT INTO log VALUES (1), (10), (0), (11)");

        var verdict = Range(limit).Judge(Seen(events: 4));

        Assert.Equal(new(outcome, "2 of 4 events are outside (50%)"), verdict);
    }

    [Theory]
    [InlineData(10, Outcome.Ok)]
    [InlineData(11, Outcome.Bad)]
    public void Quarantined_rows_are_held_against_the_events(long rows, Outcome outcome)
    {
        Assert.Equal(
            outcome,
            new QuarantinedCheck { AtMost = 0.01 }
                .Judge(Seen(events: 1000, quarantined: rows))
                .Outcome
        );
    }

    [Fact]
    public void A_range_of_a_column_without_a_value_is_no_pass_either()
    {
        memory.Database.Execute("INSERT INTO log VALUES (NULL), (NULL)");

        var verdict = Range(1).Judge(Seen(events: 2));

        Assert.Equal(Verdict.NotEnoughEvidence("no event in the window has a value"), verdict);
    }

    [Fact]
    public void Columns_that_are_not_what_they_were_are_bad_unless_they_may_come_and_go_and_nothing_to_compare_is_no_pass()
    {
        var changes = new SchemaChange[]
        {
            new("events", "tip", ColumnChange.New, "", "DOUBLE"),
            new("events", "note", ColumnChange.Missing, "VARCHAR", ""),
            new("labels", "late", ColumnChange.Retyped, "BIGINT", "text"),
        };

        Assert.Equal(
            Verdict.Bad("events: tip is new (DOUBLE); events: note is missing (VARCHAR); labels: late is text and was BIGINT"),
            new SchemaCheck().Judge(Seen() with { SchemaChanges = changes })
        );
        Assert.Equal(
            Verdict.Ok("every column is as it was"),
            new SchemaCheck { Except = ["note"] }.Judge(Seen() with { SchemaChanges = changes[1..2] })
        );
        Assert.Equal(Outcome.NotEnoughEvidence, new SchemaCheck().Judge(Seen()).Outcome);
        Assert.Equal("columns as before except note, tip", new SchemaCheck { Except = ["note", "tip"] }.Said);
    }

    private static DriftCheck Drift =>
        new()
        {
            Of = "score",
            Distance = "psi",
            Above = 0.2,
        };

    private static RangeCheck Range(double atMost) =>
        new()
        {
            Of = new Expression("distance", new Place("strategy.yaml", 1, 1)),
            From = 1,
            To = 10,
            AtMost = atMost,
        };

    private Observation Seen(
        long events = 10,
        IReadOnlyList<Figure>? figures = null,
        IReadOnlyList<Drift>? drifts = null,
        long quarantined = 0
    ) =>
        new(
            FlightsStrategy.Loaded,
            events,
            figures ?? [],
            drifts ?? [],
            quarantined,
            condition => memory.Database.Value<long>($"SELECT count(*) FROM log WHERE {condition}")
        )
        {
            AsOf = new(2001, 2, 12),
            Arrived = events,
            ArrivedBefore = [],
            Window = new(memory.Database, "TRUE"),
            Engine = new XGBoostEngine(2),
        };

    public void Dispose() => memory.Dispose();
}
