using System.Globalization;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Drills;
using Flywheel.Monitoring.Joint;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Share of the window's rows that lie together in groups far from every row of the reference.")]
public sealed record NewGroupsCheck : Check
{
    /// <summary>Rows of the reference that tell what is far.</summary>
    private const int FewestRows = 200;

    /// <summary>Columns that describe a group.</summary>
    private const int Described = 2;

    [Doc("Largest share of the window in such groups that is good."), Range(0, 1)]
    public double AtMost { get; init; } = 0.01;

    [Doc("Features and projections to look at; every feature without it."), Distinct]
    public IReadOnlyList<string> Of { get; init; } = [];

    [Doc("Rows near each other that make a group."), Range(2, 1000)]
    public int Neighbours { get; init; } = 5;

    [Doc("Rows that are drawn of each side."), Range(FewestRows, 10000)]
    public int Rows { get; init; } = 2000;

    public override string Said => $"new groups of {(Of.Count == 0 ? "all features" : string.Join(", ", Of))} ≤ {Percent(AtMost)}";

    public override IEnumerable<DeclaredName> Names => DeclaredName.Each("of", Of, NameOf.View);

    public override Verdict Judge(Observation seen)
    {
        if (JointSample.Of(seen, Of, Rows) is not { } sample || sample.Reference.Count < FewestRows)
        {
            return Verdict.NotEnoughEvidence($"there is no event in the window, or no reference of {FewestRows} rows");
        }

        var groups = NewGroups.Of(sample, Neighbours);
        var rows = groups.Sum(group => group.Count);
        var share = (double)rows / sample.Window.Count;
        return Verdict.When(
            share > AtMost,
            groups.Count == 0
                ? $"no group among {sample.Window.Count} rows"
                : $"{rows} of {sample.Window.Count} rows ({Percent(share)}) lie in {(groups.Count == 1 ? "a group" : $"{groups.Count} groups")} far from the reference, {groups[0].Count} of them around {Around(sample, groups[0])}"
        );
    }

    public override IEnumerable<StrategyChange> Advise(Observation seen)
    {
        if (
            JointSample.Of(seen, Of, Rows) is not { } sample
            || sample.Reference.Count < FewestRows
            || NewGroups.Of(sample, Neighbours) is not [var group, ..]
        )
        {
            return [];
        }

        // The box around the group, in the columns in which it is most unlike the reference.
        var sides = sample
            .Window.Numbers.Where(column => seen.Strategy.Main.Features.ContainsKey(column.Key))
            .Select(column => (column.Key, Inside: group.Select(row => column.Value[row]).Where(double.IsFinite).ToList()))
            .Where(column => column.Inside.Count == group.Count)
            .OrderByDescending(column => Math.Abs(sample.Scales[column.Key].Of(column.Inside.Average())))
            .Take(Described)
            .Select(column =>
                $"({seen.Strategy.Main.Features[column.Key].Of.Text}) BETWEEN {column.Inside.Min().ToString("R", CultureInfo.InvariantCulture)} AND {column.Inside.Max().ToString("R", CultureInfo.InvariantCulture)}"
            )
            .ToList();
        return sides.Count == 0
            ? []
            :
            [
                new(
                    StrategyLoader.CohortsName,
                    ["cohorts"],
                    $"new-group: {StrategyChange.Quoted(string.Join(" AND ", sides))}",
                    "What lies where the largest new group lies becomes a cohort: its metrics are measured, and gates can ask for it."
                ),
            ];
    }

    public override Drill? Drill(Observation seen)
    {
        if (JointSample.Of(seen, Of, Rows) is not { } sample || sample.Reference.Count < FewestRows)
        {
            return null;
        }

        var id = Sql.Name(seen.Strategy.Log.Id);
        return new(
            null,
            [
                .. NewGroups
                    .Of(sample, Neighbours)
                    .Select(group =>
                        EventRows.First(
                            seen.Strategy,
                            $"A group of {group.Count} rows around {Around(sample, group)}",
                            $"CAST({id} AS VARCHAR) IN ({string.Join(", ", group.Select(row => Sql.Text(sample.Window.Ids[row])))})"
                        )
                    ),
            ]
        );
    }

    /// <summary>The columns in which a group is most unlike the reference, with what is usual in both.</summary>
    private static string Around(JointSample sample, IReadOnlyList<int> group)
    {
        var numbers = sample.Window.Numbers.Select(column =>
        {
            var inside = Scale.Of([.. group.Select(row => column.Value[row])]).Mean;
            var scale = sample.Scales[column.Key];
            return (Unlike: Math.Abs(scale.Of(inside)), Said: $"{column.Key} {Short(inside)} (reference {Short(scale.Mean)})");
        });
        var texts = sample.Window.Texts.Select(column =>
        {
            var (word, count) = group
                .Select(row => column.Value[row] ?? "no value")
                .CountBy(text => text)
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .First();
            var inside = (double)count / group.Count;
            var before = (double)sample.Reference.Texts[column.Key].Count(text => (text ?? "no value") == word) / sample.Reference.Count;
            return (
                Unlike: Math.Max(0, inside - before) / Math.Sqrt((before * (1 - before)) + (0.5 / sample.Reference.Count)),
                Said: $"{column.Key} {Cut(word)} ({Percent(inside)}, reference {Percent(before)})"
            );
        });
        return string.Join(
            ", ",
            numbers
                .Concat(texts)
                .OrderByDescending(one => one.Unlike)
                .ThenBy(one => one.Said, StringComparer.Ordinal)
                .Take(Described)
                .Select(one => one.Said)
        );
    }

    private static string Short(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length > 40 ? $"{text[..40]}…" : text;
}
