using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel check</c>: asks the newest turn whether all is well, and answers by the exit code.</summary>
/// <remarks>The turn is turned again without a trace; where its files are not what the working tree has, each is written beside as <c>.received</c>.</remarks>
public static class CheckCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var command = new Command(
            "check",
            "Is the newest turn what its files say, and is all well? Exit 5: a file differs, is left over or names what is not there; 1: an alarm or a closed gate; 4: not enough evidence; 0: yes."
        )
        {
            model,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new ConsoleProgress(AnsiConsole.Console));
                return (int)Run(workshop, parsed.GetValue(model)!);
            }
        );
        return command;
    }

    private static ExitCode Run(Workshop workshop, string model)
    {
        var strategy = workshop.Strategy(model);
        var workplace = workshop.OpenDry(strategy);
        var turn = NewestTurn.Of(workshop, strategy, workplace);
        var differing = ((DryRunFiles)workplace.Files).Changes;
        foreach (var (path, _) in differing)
        {
            var received = ReceivedOf(path);
            workshop.Files.Write(received, workplace.Files.Read(path) ?? "");
            AnsiConsole.WriteLine($"differs: {path}; what the turn gives is in {received}");
        }

        var left = Received(workshop, model, [.. differing.Select(change => ReceivedOf(change.Path))])
            .Concat(LeftBehind.Of(workshop.Files, model, StrategyLoader.Models(workshop.Files)))
            .ToList();
        left.ForEach(AnsiConsole.WriteLine);
        var answers = Answers(turn).ToList();
        foreach (var (code, said) in answers.Where(answer => answer.Code != ExitCode.Done))
        {
            AnsiConsole.WriteLine($"{(code == ExitCode.No ? "no" : "not enough evidence")}: {said}");
        }

        var codes = answers.Select(answer => answer.Code).ToHashSet();
        var result =
            differing.Count + left.Count > 0 ? ExitCode.Differs
            : codes.Contains(ExitCode.No) ? ExitCode.No
            : codes.Contains(ExitCode.NotEnoughEvidence) ? ExitCode.NotEnoughEvidence
            : ExitCode.Done;
        if (result == ExitCode.Done)
        {
            AnsiConsole.WriteLine($"{model}, the turn of {turn.Version}: as its files say; no alarm, no closed gate.");
        }

        return result;
    }

    private static string ReceivedOf(string path) =>
        Path.ChangeExtension(path.Replace(".verified", "", StringComparison.Ordinal), ".received" + Path.GetExtension(path));

    /// <summary>What an earlier check, or a test, left beside files that do not differ any more; git does not show it, and so nobody sees it.</summary>
    private static IEnumerable<string> Received(Workshop workshop, string model, HashSet<string> fresh) =>
        new[] { "datasets", "evalsets", "models", "reports" }
            .Select(kept => Path.Combine(workshop.Root, kept, model))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.received.*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(workshop.Root, file).Replace('\\', '/'))
            .Where(path => !fresh.Contains(path))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} is left over: what it was received beside differs no more. Type: rm {path}");

    /// <summary>Alerts and gates, each with what it says of the exit code.</summary>
    private static IEnumerable<(ExitCode Code, string Said)> Answers(Turn turn)
    {
        foreach (var check in turn.Of<MonitoringRecord>().Checks.Where(check => check.Alert))
        {
            yield return (
                check.Outcome switch
                {
                    Outcome.Ok => ExitCode.Done,
                    Outcome.Bad => ExitCode.No,
                    _ => ExitCode.NotEnoughEvidence,
                },
                $"alert {check.Check}: {check.Why}"
            );
        }

        foreach (var gate in turn.Of<Comparison>().Gates)
        {
            yield return (
                gate.Outcome switch
                {
                    GateOutcome.Open => ExitCode.Done,
                    GateOutcome.Closed => ExitCode.No,
                    _ => ExitCode.NotEnoughEvidence,
                },
                $"gate {gate.Gate}: {gate.Why}"
            );
        }
    }
}
