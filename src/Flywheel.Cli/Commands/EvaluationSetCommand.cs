using System.CommandLine;
using Flywheel.Datasets;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel evalset</c>: freezes labelled rows as a new version of an evaluation set.</summary>
public static class EvaluationSetCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = new Argument<string>("name") { Description = "Name of the set, in kebab-case." };
        var where = new Option<string>("--where") { Description = "SQL condition over the log's columns.", Required = true };
        var why = new Option<string>("--why") { Description = "Why these rows are worth a test of their own.", Required = true };
        var asOf = Options.AsOf("Only labels that had arrived by this time. The last turn in the ledger without it.");
        var most = new Option<int>("--most") { Description = "Most rows to take, by hash.", DefaultValueFactory = _ => 2000 };
        var command = new Command("evalset", "Freeze labelled rows of evaluation ids as a new version of an evaluation set.")
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
                var condition = new Expression(parsed.GetValue(where)!, new Place("--where", 1, 1));
                var faults = new List<Fault>();
                var check = workshop.Checker.Check(condition, strategy.Log.Columns, Wanted.Boolean, faults);
                if (check is null)
                {
                    throw new RefusedException(ExitCode.Mistake, string.Join('\n', faults));
                }

                var rows = Ledger.Read(workshop.Files.Read(Ledger.Path(strategy.Model)), Ledger.Path(strategy.Model));
                var time =
                    parsed.GetValue(asOf)
                    ?? rows.LastOrDefault()?.AsOf
                    ?? throw new RefusedException(ExitCode.Mistake, "There is no turn yet. Name a time: --as-of 2001-01-29");
                var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.Open(strategy));
                var folder = FreezeEvaluationSet.Run(turn, set, check, parsed.GetValue(why)!, parsed.GetValue(most));
                Console.Out.WriteLine($"{folder}\nName it in strategy/{strategy.Model}/strategy.yaml under offline-test.evaluation-sets.");
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
