using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Estimates;
using Flywheel.Monitoring.References;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring;

[Doc("What is watched, against which reference, and what raises a hand.")]
public sealed record MonitoringSection : Section
{
    [Doc("What the newest window is compared with.")]
    public Reference Reference
    {
        get => Read(field);
        init;
    } = new ValidationOfCurrentModel();

    [Doc("The newest events, watched together."), DurationRange("1h")]
    public TimeSpan Window
    {
        get => Read(field);
        init;
    } = TimeSpan.FromDays(7);

    [Doc(
        "Other sizes of the window, whose metrics stand side by side with it: a short one sees a sudden change sooner, a long one a small one."
    )]
    [NotEmpty, Distinct, DurationRange("1h", "520w"), Example("[ 1d, 28d ]")]
    public IReadOnlyList<TimeSpan>? MoreWindows
    {
        get => Read(field);
        init;
    }

    [Doc("Chance that one end of an interval errs: 0.05 gives 90 % intervals, whose ends are one-sided 95 % bounds.")]
    [Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error
    {
        get => Read(field);
        init;
    } = 0.05;

    [Doc("Checks that raise a hand when they are bad; few."), Distinct]
    public IReadOnlyList<Check> Alert
    {
        get => Read(field);
        init;
    } = [];

    [Doc("Checks that are kept for debugging and never raise a hand."), Distinct]
    public IReadOnlyList<Check> Observe
    {
        get => Read(field);
        init;
    } = [];

    [Doc("Metrics that are estimated before their labels come; none without it.")]
    public EstimateSection? Estimate
    {
        get => Read(field);
        init;
    }

    [Doc("Alarms that the alerts would raise by chance; not counted without it.")]
    public AlarmBudgetSection? AlarmBudget
    {
        get => Read(field);
        init;
    }

    [Doc("Who is told of alarms and missed cycles; nobody without it: the terminal and the report say them all the same.")]
    public DeliverSection? Deliver
    {
        get => Read(field);
        init;
    }
}
