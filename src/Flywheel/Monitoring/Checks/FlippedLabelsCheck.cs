using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Monitoring.Drills;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc(
    "Sources whose labels are suspected to be flipped: they follow what models of the other sources predict less than those sources' own labels do."
)]
public sealed record FlippedLabelsCheck : Check
{
    /// <summary>Labels of a source without which nothing is told of it.</summary>
    public const int Fewest = 100;

    [Doc("Expression that says where a label comes from, such as a column with the annotator."), Example("origin")]
    public required Expression Source { get; init; }

    [Doc("Largest share of flipped labels of a source that is good."), Range(0, 0.5)]
    public double AtMost { get; init; } = 0.05;

    [Doc("Labelled events of the window that are drawn."), Range(500, 200000)]
    public int Rows { get; init; } = 20000;

    public override string Said => $"flipped labels of each {Source.Text} ≤ {Percent(AtMost)}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Source, Wanted.Anything)];

    public override Verdict Judge(Observation seen)
    {
        if (!seen.Strategy.Target.IsProbability)
        {
            return Verdict.NotEnoughEvidence("labels that are not yes or no cannot be flipped");
        }

        var rows = LabelledSources.Read(seen, Source, Rows);
        if (rows.Sizes.Count(size => size >= Fewest) < 2)
        {
            return Verdict.NotEnoughEvidence($"fewer than two sources have {Fewest} labels in the window");
        }

        var slopes = new FlippedShares(rows, CrossSources.Predict(rows, seen.Engine, seen.Strategy.Main.Seed));
        if (!slopes.IsTelling)
        {
            return Verdict.NotEnoughEvidence(
                "models of the features do not tell the labels of sources that they were not fitted to, so nothing contradicts them"
            );
        }

        var error = seen.Strategy.Main.Monitoring.Error / rows.Sizes.Count(size => size >= Fewest);
        var flipped = rows
            .Names.Index()
            .Where(source => rows.Sizes[source.Index] >= Fewest)
            .Select(source => (Name: source.Item, Share: slopes.Of(source.Index)))
            .Where(source => source.Share is not null)
            .Select(source => (source.Name, Share: ClusteredInterval.Of(source.Share!, error)))
            .OrderByDescending(source => source.Share.Value)
            .ToList();
        var sure = flipped.Where(source => source.Share.Low > AtMost).ToList();
        var beyond = flipped.Where(source => source.Share.Value > AtMost).ToList();
        return sure.Count > 0 ? Verdict.Bad($"of {flipped.Count} sources {sure.Count}: {string.Join("; ", sure.Take(3).Select(Told))}")
            : beyond.Count > 0 ? Verdict.NotEnoughEvidence($"{Told(beyond[0])}, which may be chance")
            : flipped.Count == 0 ? Verdict.NotEnoughEvidence("no source has rows that are predicted otherwise than others")
            : Verdict.Ok($"of {flipped.Count} sources none; nearest to it {Told(flipped[0])}{NotAsked(rows)}");
    }

    public override Drill? Drill(Observation seen)
    {
        var (of, where) = (
            $"({seen.Strategy.Sql(Source)})",
            $"{seen.Window.Where} AND {SourceTotals.IsGiven(seen.Strategy, GivenBack.Labels)}"
        );
        var (label, score) = (Sql.Name(seen.Strategy.Log.Label.Column), Sql.Name(seen.Strategy.Log.Prediction));
        return new(
            null,
            [
                EventRows.By("Labels by source", of, where),
                EventRows.First(
                    seen.Strategy,
                    "Labels that production's score contradicts most",
                    $"{where} AND {score} IS NOT NULL",
                    $"abs({label} - {score}) DESC, "
                ),
            ]
        );
    }

    private static string NotAsked(LabelledSources rows) =>
        rows.Sizes.Count(size => size < Fewest) is > 0 and var few ? $"; {few} with fewer than {Fewest} labels are not asked" : "";

    private static string Told((string Name, Measurement Share) source) =>
        $"{source.Name} with {Third(source.Share.Value)} of its labels flipped"
        + (source.Share is { Low: { } low, High: { } high } ? $" [{Third(low)}, {Third(high)}]" : $" ({source.Share.Why})");

    private static string Third(double? share) => share?.ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture) ?? "?";
}
