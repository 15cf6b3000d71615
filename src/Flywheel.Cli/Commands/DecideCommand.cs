using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel promote, roll-back, refuse, freeze, unfreeze</c>: what a person decides about production, as a change in git.</summary>
public static class DecideCommand
{
    public static IEnumerable<Command> Create()
    {
        var promoted = Version("Version to put in force: the name of a manifest in models/<model>/.");
        yield return Create(
            "promote",
            "Put a version in force by hand, whatever its gates said.",
            promoted,
            (act, parsed, _) => act.Promote(parsed.GetValue(promoted)!)
        );

        var earlier = Version("Version to go back to; the one in force before the current one without it.");
        earlier.Arity = ArgumentArity.ZeroOrOne;
        yield return Create(
            "roll-back",
            "Put an earlier version in force again.",
            earlier,
            (act, parsed, _) => act.RollBack(parsed.GetValue(earlier))
        );

        var refused = Version("Version of the candidate: the time of the turn that trained it.");
        yield return Create(
            "refuse",
            "Refuse a proposed candidate for ever: its cycle is turned again without proposing it.",
            refused,
            (act, parsed, proposed) => act.Refuse(parsed.GetValue(refused)!, proposed)
        );
        yield return Create(
            "freeze",
            "Hold the version in force: candidates are trained and tested, and none is proposed.",
            null,
            (act, _, _) => act.Freeze()
        );
        yield return Create("unfreeze", "Let candidates be proposed again.", null, (act, _, _) => act.Unfreeze());
    }

    private static Argument<string> Version(string description) => new("version") { Description = description, HelpName = "VERSION" };

    private static Command Create(
        string name,
        string description,
        Argument<string>? version,
        Func<ByHand, ParseResult, IFiles?, DeploymentEntry> decide
    )
    {
        var model = Options.Model();
        var because = new Option<string>("--because")
        {
            Description = "The reason, which others will read in the file's history.",
            HelpName = "REASON",
            Required = true,
        };
        var assumeMerged = Options.AssumeMerged();
        var dryRun = Options.DryRun();
        var command = new Command(name, description) { model, because, assumeMerged, dryRun };
        if (version is not null)
        {
            command.Arguments.Add(version);
        }

        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                using var held = workshop.Hold();
                var files = parsed.GetValue(dryRun) ? new DryRunFiles(workshop.Files) : workshop.Files;
                var merged = workshop.Base(parsed.GetValue(assumeMerged));
                var proposed = GitFiles.AtOrNull(workshop.Root, $"origin/{ProposalBranch.Of(strategy.Model)}");
                var before = Deployment.Read(files, strategy.Model).History;
                var entry = decide(new ByHand(files, merged, strategy.Model, parsed.GetValue(because)!), parsed, proposed);
                Tell(strategy.Model, entry, before, files);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Tell(string model, DeploymentEntry entry, IReadOnlyList<DeploymentEntry> before, IWorkingTree files)
    {
        var path = Deployment.Path(model);
        var now = Deployment.Read(files, model);
        var act = KebabCase.Of(entry.Act.ToString()).Replace('-', ' ');
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{model}: {act} {entry.Version}[/] — {entry.Because}. In force once this is merged: {now.Current ?? "no model"}."
        );
        AnsiConsole.WriteLine(
            files is DryRunFiles
                ? $"A dry run: {path} was not written."
                : $"To decide it, commit this one file: {Commit.Of($"{model}: {act} {entry.Version}".TrimEnd(), path)}"
        );
        if (entry.Act == DeploymentAct.Refuse)
        {
            AnsiConsole.WriteLine($"Then turn its cycle again, so that the ledger says so: flywheel loop {model} --as-of {entry.Version}");
        }
        else if (before.Except(now.History).Select(left => left.Version).ToList() is { Count: > 0 } left)
        {
            AnsiConsole.WriteLine(
                $"The loop's proposal of {string.Join(", ", left)} was not merged and has left this file; once this is committed, turn it again: flywheel loop {model}"
            );
        }
    }
}
