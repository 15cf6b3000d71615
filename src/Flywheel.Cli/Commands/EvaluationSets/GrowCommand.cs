using System.CommandLine;
using Flywheel.Datasets;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset grow</c>: lets a set grow now, by the strategy's rule or by a condition.</summary>
public static class GrowCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = Sets.Name();
        var from = new Option<string?>("--from")
        {
            Description = "Version that grows; the newest of the line that the strategy names without it.",
            HelpName = "VERSION",
        };
        var where = new Option<string?>("--where")
        {
            Description = "SQL condition over the log's columns, instead of the strategy's rule.",
            HelpName = "SQL",
        };
        var most = new Option<int?>("--most") { Description = "Most rows that join; what the rule says without it.", HelpName = "ROWS" };
        var least = new Option<int?>("--least")
        {
            Description = "Fewest rows worth a version; what the rule says without it.",
            HelpName = "ROWS",
        };
        var asOf = Options.AsOf("Only points and labels that had arrived by this time. The last turn in the ledger without it.");
        var command = new Command(
            "grow",
            "Make a version with the rows of the one before and points for evaluation that were curated since."
        )
        {
            model,
            name,
            from,
            where,
            most,
            least,
            asOf,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var held = workshop.Hold();
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                var set = parsed.GetValue(name)!;
                var growth = strategy.Main.OfflineTest.Grow.GetValueOrDefault(set);
                if (parsed.GetValue(where) is { } condition)
                {
                    var check = sets.Condition(condition);
                    strategy = strategy with
                    {
                        Checked = strategy.Checked.Append(new(check.Source.Text, check)).DistinctBy(one => one.Key).ToDictionary(),
                    };
                    growth = new Curated { Where = check.Source };
                }

                if (growth is null)
                {
                    _ = sets.Known(set);
                    throw new RefusedException(
                        ExitCode.Mistake,
                        $"By which rule shall {set} grow? strategy/{strategy.Model}/{StrategyLoader.MainFile} has none for it under offline-test.grow. Say it there, or type: flywheel evalset grow {strategy.Model} {set} --where \"…\""
                    );
                }

                if (parsed.GetValue(where) is not null || parsed.GetValue(from) is not null)
                {
                    _ = sets.Known(set);
                }

                growth = growth with { Most = parsed.GetValue(most) ?? growth.Most, Least = parsed.GetValue(least) ?? growth.Least };
                var before = parsed.GetValue(from) is { } text ? sets.Find(set, text).Version : null;
                var grown = GrowEvaluationSet.ByHand(sets.At(parsed.GetValue(asOf), strategy), set, growth, before);
                Console.Out.WriteLine(
                    $"{EvaluationSet.Folder(strategy.Model, set, grown.Version)}\n{grown.Added} rows join{(grown.From is null ? "" : $" those of {grown.From}")}; it has {grown.Rows}."
                );
                return (int)ExitCode.Done;
            }
        );
        return command;
    }
}
