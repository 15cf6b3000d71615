using System.CommandLine;
using Flywheel.Expressions;
using Flywheel.Retention;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel erase</c>: removes the rows of some ids from everything that Flywheel keeps.</summary>
public static class EraseCommand
{
    /// <summary>Later than anything that a log receives.</summary>
    internal static readonly DateTime Ever = new(9999, 1, 1);

    public static Command Create()
    {
        var model = Options.Model();
        var ids = new Option<FileInfo?>("--ids") { Description = "File with one id a line.", HelpName = "FILE" };
        var where = new Option<string?>("--where")
        {
            Description = "SQL condition over the log's columns, instead of a file of ids.",
            HelpName = "SQL",
        };
        var because = new Option<string>("--because")
        {
            Description = "Why; kept with hashes of the ids.",
            HelpName = "TEXT",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be removed." };
        var command = new Command(
            "erase",
            "Remove the rows of some ids from log, quarantine, reservoir, datasets and evaluation sets, for good."
        )
        {
            model,
            ids,
            where,
            because,
            dryRun,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var turns = workshop.Hold();
                using var backtests = workshop.Hold(StoreLock.Backtest);
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var turn = new Turn(strategy, Ever, BaseState.Before(Ever, workshop.Files, strategy.Model), workshop.Open(strategy));
                var wanted = (parsed.GetValue(ids), parsed.GetValue(where)) switch
                {
                    ({ } file, null) => InFile(file),
                    (null, { } condition) => InLog(workshop, turn, condition),
                    _ => throw new RefusedException(ExitCode.Mistake, "Say whose rows: --ids FILE, or --where SQL; one of the two."),
                };
                Run(workshop, turn, wanted, parsed.GetValue(because)!, parsed.GetValue(dryRun));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, Turn turn, IReadOnlyCollection<string> ids, string because, bool dryRun)
    {
        var removed = new Erase(turn).Run(ids, because, dryRun);
        var model = turn.Strategy.Model;
        var derived = new Collect(workshop.Store(), CollectCommand.Manifests(workshop), new(workshop.StoreFolder), dryRun).Run(0, model);
        CollectCommand.Tell([.. removed, .. derived], dryRun);
        if (dryRun)
        {
            return;
        }

        Console.Out.WriteLine(
            $"""
            {Erasures.Count(turn.Store, model)} ids of {model} are erased by now. What Flywheel cannot erase:
              production's own files in {turn.Strategy.Log.Source};
              git's history, where an evaluation set or a report may show a row: git filter-repo --invert-paths --path evalsets/{model}
              what models learned that were trained on them: flywheel loop {model} --retrain "erasure"
            """
        );
        foreach (var set in removed.Where(one => one.What.StartsWith("evaluation set ", StringComparison.Ordinal)))
        {
            Console.Out.WriteLine(
                $"{set.What} is removed; where strategy/{model}/strategy.yaml names it, name the version that came in its place, below evalsets/{model}."
            );
        }
    }

    private static string[] InFile(FileInfo file) =>
        file.Exists
            ? [.. File.ReadLines(file.FullName).Select(line => line.Trim()).Where(line => line.Length > 0)]
            : throw new RefusedException(ExitCode.Mistake, $"There is no file {file}. Write one id a line into it.");

    private static IReadOnlyList<string> InLog(Workshop workshop, Turn turn, string where)
    {
        var faults = new List<Fault>();
        var check = workshop.Checker.Check(
            new Expression(where, new Place("--where", 1, 1)),
            turn.Strategy.Log.Columns,
            Wanted.Boolean,
            faults
        );
        if (check is null)
        {
            throw new RefusedException(ExitCode.Mistake, string.Join('\n', faults));
        }

        turn.Log.See(DateTime.MinValue.AddYears(1), curated: true);
        return turn.Database.Rows<string>($"SELECT CAST({turn.Log.Id} AS VARCHAR) FROM log WHERE {check.DuckDb} ORDER BY ALL");
    }
}
