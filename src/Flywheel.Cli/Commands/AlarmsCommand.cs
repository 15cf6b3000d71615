using System.CommandLine;
using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel alarms</c>: what is raised now, as Markdown for an issue or a message; nothing where all is well.</summary>
/// <remarks>The newest turn's window is looked at again without a trace, as it was then.</remarks>
public static class AlarmsCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var @base = Options.Base();
        var assumeMerged = Options.AssumeMerged();
        var command = new Command(
            "alarms",
            "What is raised: bad alerts of the newest turn and missed cycles, as Markdown; nothing where all is well."
        )
        {
            model,
            @base,
            assumeMerged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var merged = workshop.Base(parsed.GetValue(assumeMerged), parsed.GetValue(@base)!);
                Console.Out.Write(string.Join('\n', Raised(workshop, parsed.GetValue(model)!, merged).Select(alarm => alarm.Text)));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static IEnumerable<Alarm> Raised(Workshop workshop, string model, IFiles merged)
    {
        var strategy = workshop.Strategy(model);
        var workplace = workshop.OpenDry(strategy);
        if (Ledger.Read(workshop.Files.Read(Ledger.Path(model)), Ledger.Path(model)) is [.., var last])
        {
            var turn = new Turn(strategy, last.AsOf, BaseState.Before(last.AsOf, workshop.Files, model), workplace);
            Loop.Turn(turn, "monitor");
            if (Alarm.Raised(turn) is { } bad)
            {
                yield return bad;
            }
        }

        if (Alarm.Missed(model, Clock.Due(strategy, merged, workplace)) is { } missed)
        {
            yield return missed;
        }
    }
}
