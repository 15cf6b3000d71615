using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Datasets;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset bump</c>: makes a version of what a person changed in a version's folder.</summary>
public static class BumpCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = Sets.Name();
        var version = Sets.Version("version", "Version whose folder was changed; the newest without it.");
        var why = new Option<string?>("--why")
        {
            Description = "Other words for why these rows are worth a test of their own.",
            HelpName = "TEXT",
        };
        var command = new Command(
            "bump",
            "Make a new version of what you edited in a version's folder, and put the folder back; the number says what the change was."
        )
        {
            model,
            name,
            version,
            why,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var held = workshop.Hold();
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                var set = parsed.GetValue(name)!;
                var found = sets.Find(set, parsed.GetValue(version));
                if (
                    found.Revision is not null
                    || !EvaluationSetReference.In(workshop.Files, strategy.Model, set).Contains(found.Version!.Value)
                )
                {
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"{set} {found.Text} has no folder in the working tree that could be edited. Take it from git first: "
                            + $"git checkout {found.Revision ?? EvaluationSetTag.Of(strategy.Model, set, found.Text)} -- {EvaluationSet.Folder(strategy.Model, set, found.Version!.Value.Text)}"
                    );
                }

                var committed = GitFiles.AtOrNull(workshop.Root, "HEAD") ?? workshop.Files as State.IFiles;
                var (next, change) = BumpEvaluationSet.Run(
                    sets.At(null),
                    set,
                    found.Version!.Value,
                    committed,
                    parsed.GetValue(why),
                    sets.Tagged(set)
                );
                Console.Out.WriteLine(
                    $"{EvaluationSet.Folder(strategy.Model, set, next)}\nMade of {found.Text}, which is as it was: {Sets.Said(change)}."
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
