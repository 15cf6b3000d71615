using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Budgets;

[Doc("How many alarms the alerts would raise by chance alone: windows are drawn from the days before, and every alert is asked.")]
public sealed record AlarmBudgetSection : Section
{
    [Doc("Time before the window from which days are drawn."), DurationRange("1d", "520w")]
    public TimeSpan Over
    {
        get => Read(field);
        init;
    } = TimeSpan.FromDays(56);

    [Doc("Windows that are drawn."), Range(20, 10000)]
    public int Resamples
    {
        get => Read(field);
        init;
    } = 100;

    [Doc("What is drawn as a whole: rows that share a cause stay together."), DurationRange("1h")]
    public TimeSpan Each
    {
        get => Read(field);
        init;
    } = TimeSpan.FromDays(1);

    [Doc("Periods after which the rhythm begins again: a Monday is drawn from Mondays."), Range(1, 366)]
    public int Season
    {
        get => Read(field);
        init;
    } = 7;
}
