using System.CommandLine;
using Flywheel.Datasets;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset add</c>: freezes labelled rows as a new version of an evaluation set.</summary>
public static class AddCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = new Argument<string>("name") { Description = "Name of the set, in kebab-case.", HelpName = "NAME" };
        var where = new Option<string>("--where")
        {
            Description = "SQL condition over the log's columns.",
            HelpName = "SQL",
            Required = true,
        };
        var why = new Option<string>("--why")
        {
            Description = "Why these rows are worth a test of their own.",
            HelpName = "TEXT",
            Required = true,
        };
        var asOf = Options.AsOf("Only labels that had arrived by this time. The last turn in the ledger without it.");
        var most = new Option<int>("--most")
        {
            Description = "Most rows to take, by hash.",
            HelpName = "ROWS",
            DefaultValueFactory = _ => 2000,
        };
        var command = new Command("add", "Freeze labelled rows of evaluation ids as a new set, or as a new version of one.")
        {
            model,
            name,
            where,
            why,
            asOf,
            most,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var held = workshop.Hold();
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var set = Named(parsed.GetValue(name)!);
                var sets = new Sets(workshop, strategy);
                var check = sets.Condition(parsed.GetValue(where)!);
                var (version, change) = FreezeEvaluationSet.Run(
                    sets.At(parsed.GetValue(asOf)),
                    set,
                    check,
                    parsed.GetValue(why)!,
                    parsed.GetValue(most),
                    sets.Tagged(set)
                );
                Console.Out.WriteLine(
                    $"{EvaluationSet.Folder(strategy.Model, set, version)}\n{(sets.Versions(set).Count > 1 ? $"A version of {set}: {Sets.Said(change)}.\n" : "")}Name it in strategy/{strategy.Model}/strategy.yaml under offline-test.evaluation-sets."
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>A name that a strategy can refer to, and a folder can have.</summary>
    private static string Named(string name) =>
        new NameAttribute().Allows(name)
            ? name
            : throw new RefusedException(
                ExitCode.Mistake,
                $"'{name}' cannot name an evaluation set: it becomes a folder and a key of the strategy. Write it in kebab-case, e.g. red-eye."
            );
}
