using System.CommandLine;
using Flywheel.Datasets;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary><c>flywheel evalset diff</c>: what one version has that another has not.</summary>
public static class DiffCommand
{
    public static Command Create()
    {
        var model = Options.Model();
        var name = Sets.Name();
        var before = Sets.Version("before", "Version to begin with, e.g. v1 or v1@main; the one before the newest without it.");
        var after = Sets.Version("after", "Version to end with; the newest without it.");
        var ids = new Option<int>("--ids")
        {
            Description = "Ids to show of each kind of change.",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 10,
        };
        var command = new Command("diff", "Rows added, removed and relabelled between two versions; columns; labels by cohort.")
        {
            model,
            name,
            before,
            after,
            ids,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var sets = new Sets(workshop, strategy);
                var set = parsed.GetValue(name)!;
                var end = sets.Find(set, parsed.GetValue(after));
                var begin = sets.Find(set, parsed.GetValue(before) ?? Before(sets, set, end));
                Tell(sets.View(), set, (begin.Text, end.Text), strategy.Target.MeanName, Math.Max(0, parsed.GetValue(ids)));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static string Before(Sets sets, string set, EvaluationSetReference end) =>
        sets.Known(set).TakeWhile(version => version != end.Version).LastOrDefault() is { Major: > 0 } version
            ? version.Text
            : throw new RefusedException(ExitCode.Mistake, $"{set} has no version before {end.Text} to compare with.");

    private static void Tell(EvaluationSetView view, string set, (string Before, string After) versions, string? mean, int ids)
    {
        var (before, after) = (view.Show(set, versions.Before)!.Value, view.Show(set, versions.After)!.Value);
        var difference = view.Difference(set, versions.Before, versions.After);
        AnsiConsole.WriteLine($"{set}, from {versions.Before} to {versions.After}: {Sets.Said(difference.Change)}.");
        var changes = Tables.Plain("rows", "count", "ids to look at");
        changes.AddRow("kept", Sets.Count(difference.Kept), "");
        foreach (
            var (what, which) in new[]
            {
                ("added", difference.Added),
                ("removed", difference.Removed),
                ("relabelled", difference.Relabelled),
                ("changed", difference.Changed),
            }
        )
        {
            var more = which.Count > ids && ids > 0 ? ", …" : "";
            changes.AddRow(what, Sets.Count(which.Count), Markup.Escape(string.Join(", ", which.Take(ids)) + more));
        }

        AnsiConsole.Write(changes);
        Columns(difference);
        var groups = Tables.Plain(
            mean is null
                ? ["group", "rows before", "rows after"]
                : ["group", "rows before", "rows after", $"{mean} before", $"{mean} after"]
        );
        var old = before.Groups.ToDictionary(group => group.Group);
        foreach (var group in after.Groups.UnionBy(before.Groups, group => group.Group))
        {
            var (one, other) = (old.GetValueOrDefault(group.Group), after.Groups.FirstOrDefault(now => now.Group == group.Group));
            string[] cells =
            [
                group.Group,
                Sets.Count(one?.Rows),
                Sets.Count(other?.Rows),
                Sets.Number(one?.Mean),
                Sets.Number(other?.Mean),
            ];
            groups.AddRow(cells.Take(mean is null ? 3 : 5).Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(groups);
    }

    private static void Columns(EvaluationSetDifference difference)
    {
        if (difference.Columns.Added.Count + difference.Columns.Removed.Count > 0)
        {
            AnsiConsole.WriteLine($"Columns added: {None(difference.Columns.Added)}; removed: {None(difference.Columns.Removed)}.");
        }

        if (difference.ChangedIn.Count > 0)
        {
            AnsiConsole.WriteLine(
                $"Values that differ: {Listing.Of(difference.ChangedIn.Select(column => $"{column.Key} in {Sets.Count(column.Value)} rows"))}."
            );
        }
    }

    private static string None(IReadOnlyList<string> names) => names.Count == 0 ? "none" : Listing.Of(names);
}
