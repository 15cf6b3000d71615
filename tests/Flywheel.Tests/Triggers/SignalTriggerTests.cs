using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Triggers;

namespace Flywheel.Tests.Triggers;

/// <summary>Triggers that decide by what monitoring saw, by what has come since, and by each other.</summary>
public sealed class SignalTriggerTests
{
    private static readonly DateTime _asOf = new(2001, 3, 5);

    private static readonly Signals _seen = new(
        _asOf,
        _asOf.AddDays(-10),
        new()
        {
            From = _asOf.AddDays(-7),
            To = _asOf,
            Events = 10,
            Labelled = 5,
            Figures =
            [
                new(
                    Figure.All,
                    "auc",
                    new()
                    {
                        Value = 0.6,
                        Low = 0.55,
                        High = 0.65,
                    }
                ),
                new("night", "auc", new() { Value = 0.4 }),
            ],
            Drifts = [new("score", "psi", "psi/doane", 0.2)],
            Reference = "",
            Checks =
            [
                new("events ≥ 500", true, Outcome.Bad, "10 events"),
                new("events ≥ 5", false, Outcome.Ok, "10 events"),
                new("missing items ≤ 0%", false, Outcome.NotEnoughEvidence, "no event"),
            ],
        }
    )
    {
        Checks = [new RowsCheck { AtLeast = 500 }, new RowsCheck { AtLeast = 5 }, new MissingCheck { Column = "items" }],
        Measure = (name, cohort, over) =>
            over == TimeSpan.FromDays(28) && cohort == "night" ? new() { Value = 0.7 } : Measurement.Absent(0, "no labelled row"),
        Regret = _ => throw new InvalidOperationException("Only a cost-aware trigger may have a challenger trained."),
        Fresh = () => new(_asOf.AddDays(-24), 3000, 2000),
    };

    [Theory]
    [InlineData(0.19, Answer.Yes, "psi of score 0.2 is above 0.19")]
    [InlineData(0.2, Answer.No, "psi of score 0.2 is not above 0.2")]
    public void Drift_trains_above_its_limit_without_a_check(double above, Answer answer, string reason)
    {
        Assert.Equal(new(answer, reason), Drift("score", above).Decide(_seen));
    }

    [Fact]
    public void Drift_that_was_not_measured_is_unknown()
    {
        Assert.Equal(Answer.Unknown, Drift("hour", 0).Decide(_seen).Answer);
    }

    [Theory]
    [InlineData("rows", Answer.Yes, "events ≥ 500 is bad: 10 events")]
    [InlineData("events ≥ 500", Answer.Yes, "events ≥ 500 is bad: 10 events")]
    [InlineData("events ≥ 5", Answer.No, "events ≥ 5 is ok")]
    [InlineData("missing", Answer.Unknown, "missing items ≤ 0% is not known: no event")]
    public void Quality_is_bad_where_a_check_of_the_name_or_kind_is(string name, Answer answer, string reason)
    {
        Assert.Equal(new(answer, reason), new Quality { Checks = [name] }.Decide(_seen));
    }

    [Theory]
    [InlineData(0.66, true, Answer.Yes)]
    [InlineData(0.62, true, Answer.Unknown)]
    [InlineData(0.62, false, Answer.Yes)]
    [InlineData(0.5, true, Answer.No)]
    public void The_whole_interval_may_be_asked_to_be_beyond_the_limit(double below, bool whole, Answer answer)
    {
        var decision = new MetricBelow
        {
            Name = "auc",
            Below = below,
            WholeInterval = whole,
        }.Decide(_seen);

        Assert.Equal(answer, decision.Answer);
        Assert.Contains("auc 0.6", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_may_be_of_a_cohort_and_over_another_time()
    {
        var night = new MetricBelow
        {
            Name = "auc",
            Below = 0.5,
            In = "night",
        };

        Assert.Equal(new(Answer.Yes, "auc of night 0.4 is below 0.5"), night.Decide(_seen));
        Assert.Equal(
            new(Answer.No, "auc of night over 28d 0.7 is within its limits"),
            (night with { Over = TimeSpan.FromDays(28) }).Decide(_seen)
        );
        Assert.Equal(
            new(Answer.Unknown, "auc over 1d could not be measured: no labelled row"),
            (night with { In = null, Over = TimeSpan.FromDays(1) }).Decide(_seen)
        );
    }

    [Theory]
    [InlineData(2000L, null, Answer.Yes, "2,000 of 2,000 labelled points since the data of the last training ended on 2001-02-09")]
    [InlineData(2001L, null, Answer.No, "2,000 of 2,001 labelled points since the data of the last training ended on 2001-02-09")]
    [InlineData(
        2000L,
        3001L,
        Answer.No,
        "2,000 of 2,000 labelled points and 3,000 of 3,001 events since the data of the last training ended on 2001-02-09"
    )]
    public void New_data_trains_when_all_that_it_asks_for_has_come(long? labels, long? events, Answer answer, string reason)
    {
        Assert.Equal(new(answer, reason), new NewData { Labels = labels, Events = events }.Decide(_seen));
    }

    [Theory]
    [InlineData("yes yes no", Answer.Yes)]
    [InlineData("yes no no", Answer.No)]
    [InlineData("yes unknown no", Answer.Unknown)]
    [InlineData("unknown unknown no", Answer.Unknown)]
    [InlineData("unknown no no", Answer.No)]
    [InlineData("yes yes unknown", Answer.Yes)]
    public void At_least_counts_yes_and_is_unknown_only_where_that_could_matter(string of, Answer answer)
    {
        var decision = new AtLeastOf { Count = 2, Of = Said(of) }.Decide(_seen);

        Assert.Equal(answer, decision.Answer);
        Assert.Equal(of.Split(' '), decision.Of!.Select(part => part.Decision.Answer.ToString().ToLowerInvariant()));
        Assert.StartsWith(
            $"{of.Split(' ').Count(word => word == "yes")} of 3 say yes, 2 must: ",
            decision.Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(11, "yes", Answer.No)]
    [InlineData(10, "yes", Answer.Yes)]
    [InlineData(10, "no", Answer.No)]
    [InlineData(10, "unknown", Answer.Unknown)]
    public void In_a_cool_down_nothing_is_heard_and_afterwards_the_other_decides(int days, string of, Answer answer)
    {
        var decision = new CoolDown { For = TimeSpan.FromDays(days), Of = Said(of)[0] }.Decide(_seen);

        Assert.Equal(answer, decision.Answer);
        Assert.Equal(of, decision.Of![0].Decision.Answer.ToString().ToLowerInvariant());
        Assert.Equal(
            days == 11,
            decision.Reason.StartsWith(
                "10d since the training of 2001-02-23, and none follows within 11d, where ",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void A_cool_down_before_any_training_is_none()
    {
        var decision = new CoolDown { For = TimeSpan.FromDays(100), Of = Said("yes")[0] }.Decide(_seen with { LastTraining = null });

        Assert.Equal(Answer.Yes, decision.Answer);
    }

    [Fact]
    public void Every_part_of_a_decision_is_kept_with_its_reason()
    {
        var decision = new Any { Of = [new Manual(), new AllOf { Of = Said("yes unknown") }] }.Decide(_seen);

        Assert.Equal(["manual", "all"], decision.Of!.Select(part => part.Trigger));
        Assert.Equal(["drift", "drift"], decision.Of![1].Decision.Of!.Select(part => part.Trigger));
        Assert.All(decision.Of![1].Decision.Of!, part => Assert.NotEmpty(part.Decision.Reason));
    }

    private static DriftAbove Drift(string of, double above) =>
        new()
        {
            Of = of,
            Distance = "psi",
            Above = above,
        };

    private static List<Trigger> Said(string words) =>
        [
            .. words
                .Split(' ')
                .Select(word =>
                    word switch
                    {
                        "yes" => Drift("score", 0.1),
                        "no" => Drift("score", 0.3),
                        _ => Drift("hour", 0),
                    }
                ),
        ];
}
