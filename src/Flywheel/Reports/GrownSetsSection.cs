using Flywheel.Datasets;
using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>Versions of evaluation sets that the turn proposes: what joins them, and who is tested on them.</summary>
public sealed class GrownSetsSection(Turn turn)
{
    /// <summary>One line a set; none where nothing grows.</summary>
    public IReadOnlyList<string> Lines => [.. (turn.Of<Comparison>().Grown ?? []).Select(Line)];

    public void Add(Markdown report)
    {
        if (Lines is { Count: > 0 } lines)
        {
            report.Heading(2, "Evaluation sets that grow").Bullets(lines);
        }
    }

    private string Line(GrownSet set)
    {
        var folder = EvaluationSet.Folder(turn.Strategy.Model, set.Name, set.Version);
        var joins = set.From is null
            ? $"begins with {Numbers.Count(set.Added)} rows"
            : $"has {Numbers.Count(set.Added)} rows more than {set.From}, {Numbers.Count(set.Rows)} in all";
        var named = turn.Strategy.Main.OfflineTest.EvaluationSets[set.Name];
        return $"{set.Name} {set.Version} {joins}, by `{set.By}`: `{folder}`. Nothing was decided on it; "
            + (
                EvaluationSetReference.Parse(named)!.Version is null
                    ? $"once this is merged, candidates are tested on it, as the strategy names {named}."
                    : $"the strategy names {named}: write `{set.Name}: {set.Version}` there to test candidates on it."
            );
    }
}
