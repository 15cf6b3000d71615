using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Triggers;

namespace Flywheel.Tests.Triggers;

public sealed class TriggerTests
{
    private static readonly DateTime _asOf = new(2001, 3, 5);

    [Fact]
    public void Manual_says_no_by_itself()
    {
        Assert.Equal(new(Answer.No, "nobody asked"), new Manual().Decide(Seen()));
    }

    [Theory]
    [InlineData(6, Answer.No, "6d since the training of 2001-02-27, due after 7d")]
    [InlineData(7, Answer.Yes, "7d since the training of 2001-02-26, due after 7d")]
    [InlineData(30, Answer.Yes, "30d since the training of 2001-02-03, due after 7d")]
    public void Every_is_due_once_its_interval_is_over(int days, Answer answer, string reason)
    {
        var decision = new Every { Interval = TimeSpan.FromDays(7) }.Decide(Seen(trained: _asOf.AddDays(-days)));

        Assert.Equal(new(answer, reason), decision);
    }

    [Fact]
    public void Every_is_due_where_nothing_was_trained_before()
    {
        Assert.Equal(new(Answer.Yes, "nothing was trained before"), new Every { Interval = TimeSpan.FromDays(7) }.Decide(Seen()));
    }

    [Theory]
    [InlineData(0.59, Answer.Yes, "auc 0.59 is below 0.6")]
    [InlineData(0.6, Answer.No, "auc 0.6 is within its limits")]
    [InlineData(0.9, Answer.No, "auc 0.9 is within its limits")]
    [InlineData(0.91, Answer.Yes, "auc 0.91 is above 0.9")]
    public void A_metric_trains_outside_its_limits(double value, Answer answer, string reason)
    {
        var trigger = new MetricBelow
        {
            Name = "auc",
            Below = 0.6,
            Above = 0.9,
        };

        Assert.Equal(new(answer, reason), trigger.Decide(Seen(value)));
    }

    [Fact]
    public void A_metric_that_was_not_measured_is_unknown_never_no()
    {
        var trigger = new MetricBelow { Name = "auc", Below = 0.6 };

        Assert.Equal(new(Answer.Unknown, "auc could not be measured: no model in force"), trigger.Decide(Seen()));
        Assert.Equal(
            new(Answer.Unknown, "auc could not be measured: no labelled row"),
            trigger.Decide(Seen(measured: Measurement.Absent(0, "no labelled row")))
        );
    }

    [Fact]
    public void A_metric_looks_at_all_rows_and_not_at_a_cohort_or_another_metric()
    {
        var seen = Seen(figures: [new("night", "auc", new() { Value = 0.1 }), new(Figure.All, "brier", new() { Value = 0.1 })]);

        Assert.Equal(
            Answer.Unknown,
            new MetricBelow { Name = "auc", Below = 0.6 }
                .Decide(seen)
                .Answer
        );
    }

    [Theory]
    [InlineData("yes yes", Answer.Yes)]
    [InlineData("no yes", Answer.Yes)]
    [InlineData("unknown yes", Answer.Yes)]
    [InlineData("no no", Answer.No)]
    [InlineData("no unknown", Answer.Unknown)]
    [InlineData("unknown no", Answer.Unknown)]
    [InlineData("unknown unknown", Answer.Unknown)]
    public void Any_is_the_strongest_of_no_unknown_and_yes(string of, Answer answer)
    {
        Assert.Equal(
            answer,
            new Any { Of = Said(of) }
                .Decide(Seen(0.5))
                .Answer
        );
    }

    [Theory]
    [InlineData("yes yes", Answer.Yes)]
    [InlineData("no yes", Answer.No)]
    [InlineData("unknown yes", Answer.Unknown)]
    [InlineData("yes unknown", Answer.Unknown)]
    [InlineData("no unknown", Answer.No)]
    [InlineData("unknown no", Answer.No)]
    [InlineData("unknown unknown", Answer.Unknown)]
    public void All_is_the_weakest_of_no_unknown_and_yes(string of, Answer answer)
    {
        Assert.Equal(
            answer,
            new AllOf { Of = Said(of) }
                .Decide(Seen(0.5))
                .Answer
        );
    }

    [Fact]
    public void Any_gives_the_reason_of_its_yes_or_else_all_reasons()
    {
        Assert.Equal(
            "auc 0.5 is below 0.6",
            new Any { Of = Said("no yes") }
                .Decide(Seen(0.5))
                .Reason
        );
        Assert.Equal(
            "nobody asked; nobody asked",
            new Any { Of = Said("no no") }
                .Decide(Seen(0.5))
                .Reason
        );
    }

    [Fact]
    public void All_gives_the_reason_of_its_no_or_else_all_reasons()
    {
        Assert.Equal(
            "nobody asked",
            new AllOf { Of = Said("yes no") }
                .Decide(Seen(0.5))
                .Reason
        );
        Assert.Equal(
            "auc 0.5 is below 0.6; auc 0.5 is below 0.6",
            new AllOf { Of = Said("yes yes") }
                .Decide(Seen(0.5))
                .Reason
        );
    }

    [Fact]
    public void Choices_nest()
    {
        var nested = new Any { Of = [new Manual(), new AllOf { Of = Said("yes unknown") }] };

        Assert.Equal(Answer.Unknown, nested.Decide(Seen(0.5)).Answer);
    }

    private static List<Trigger> Said(string words) =>
        [
            .. words
                .Split(' ')
                .Select<string, Trigger>(word =>
                    word switch
                    {
                        "yes" => new MetricBelow { Name = "auc", Below = 0.6 },
                        "no" => new Manual(),
                        _ => new MetricBelow { Name = "brier", Below = 0.6 },
                    }
                ),
        ];

    private static Signals Seen(
        double? value = null,
        DateTime? trained = null,
        Measurement? measured = null,
        IReadOnlyList<Figure>? figures = null
    )
    {
        var all = value is null ? measured : new Measurement { Value = value };
        return new(
            _asOf,
            trained,
            new()
            {
                From = _asOf.AddDays(-7),
                To = _asOf,
                Events = 10,
                Labelled = 5,
                Figures = figures ?? (all is null ? [] : [new(Figure.All, "auc", all)]),
                Drifts = [],
                Reference = "",
                Checks = [],
            }
        )
        {
            Checks = [],
            Measure = (_, _, _) => Measurement.Absent(0, "nobody asked"),
            Regret = _ => throw new InvalidOperationException("Only a cost-aware trigger may have a challenger trained."),
            Fresh = () => throw new InvalidOperationException("Only a trigger that counts points may have them counted."),
        };
    }
}
