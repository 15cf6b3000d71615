using Flywheel.Monitoring;
using Flywheel.Monitoring.Budgets;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that counts alarms by chance.</summary>
public sealed class AlarmBudgetSection(Turn turn)
{
    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    /// <summary>Nothing where the strategy does not ask.</summary>
    public void Add(Markdown report)
    {
        if (Window.Budget is not { } budget)
        {
            return;
        }

        report.Heading(2, "Alarms by chance");
        if (budget.Why is { } why)
        {
            report.Paragraph($"Not known: {why}.");
            return;
        }

        var weeks = turn.Strategy.Main.Cycle / TimeSpan.FromDays(7);
        var all = budget.Expected * AlarmBudget.Turns;
        report.Paragraph(
            $"{(budget.Expected > weeks ? "**More than one a week.** " : "")}Were the window like the days before it, the alerts would raise {Numbers.Fixed(budget.Expected, 2)} alarms a turn, and no more than {budget.Upper} in 95 of 100 turns; in {AlarmBudget.Turns} turns {Numbers.Fixed(all, 1)}, and no more than {budget.UpperOfTurns} in 95 of 100 times. "
                + $"So say {Numbers.Count(budget.Resamples)} windows drawn from {Numbers.Count(budget.Periods)} periods."
        );
        report.Bullets(
            budget
                .Checks.Where(check => check.Share > 0)
                .Select(check => $"{check.Check}: in {Numbers.Percent(check.Share)} of the drawn windows.")
        );
        if (budget.NotAsked.Count > 0)
        {
            report.Paragraph($"Not counted, as the window's rows alone do not decide them: {string.Join("; ", budget.NotAsked)}.");
        }
    }
}
