using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Storage;
using Flywheel.Strategy;
using Spectre.Console;

namespace Flywheel.Cli;

/// <summary>Has the strategy's command tell what a run of the loop raised, and what an earlier run could not; says aloud what fails, and stops nothing.</summary>
/// <param name="root">The repository's root.</param>
public sealed class Deliveries(ModelStrategy strategy, IStore store, string root)
{
    private readonly DeliverSection? settings = strategy.Main.Monitoring.Deliver;

    private Outbox Outbox => new(store, strategy.Model, new AlarmCommand(settings!, root).Deliver);

    public void Keep(Alarm? alarm)
    {
        if (settings is not null && alarm is not null)
        {
            Outbox.Keep(alarm);
        }
    }

    public void Send()
    {
        foreach (var (alarm, failure) in settings is null ? [] : Outbox.Send())
        {
            var title = alarm.Text.Split('\n')[0].TrimStart('#', ' ');
            if (failure is null)
            {
                AnsiConsole.MarkupLineInterpolated($"Delivered: {title}");
            }
            else
            {
                AnsiConsole.MarkupLineInterpolated($"[yellow]Not delivered: {title}[/]");
                AnsiConsole.WriteLine(
                    $"`{string.Join(' ', settings!.Run)}` {failure}\n"
                        + $"The next run of ./flywheel loop {strategy.Model} tries again. Mend the command, or monitoring.deliver in strategy/{strategy.Model}/strategy.yaml."
                );
            }
        }
    }
}
