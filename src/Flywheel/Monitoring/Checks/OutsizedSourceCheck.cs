using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Sources with an outsized influence on the window's labels or complaints: one gives too many of them, or moves their share too far.")]
public sealed record OutsizedSourceCheck : Check
{
    /// <summary>Fewer labels, or complaints, say nothing of who gives how many.</summary>
    private const int Fewest = 30;

    [
        Doc("Expression that says where a label or a complaint comes from, such as a column with the annotator or the user."),
        Example("origin")
    ]
    public required Expression Source { get; init; }

    [Doc("What is looked at.")]
    public GivenBack Of { get; init; }

    [Doc("Largest share of them that one source may give."), Range(0, 1, MinOpen = true)]
    public double AtMost { get; init; } = 0.5;

    [Doc(
        "Largest change of the share of positives, of classes or of complaints when a source is left out; of a mean of numbers in their standard deviations."
    )]
    [Range(0, double.PositiveInfinity, MinOpen = true)]
    public double Moves { get; init; } = 0.05;

    public override string Said => $"no {Source.Text} gives more than {Percent(AtMost)} of the {What} or moves them by {Shown(Moves)}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(Source, Wanted.Anything)];

    private string What => KebabCase.Of(Of.ToString());

    /// <remarks>
    /// Without source s the share changes by ȳ₋ₛ - ȳ. Its interval is that of clusters of the log, as of every metric, with the error
    /// parted among the sources (Bonferroni): of many small ones some move it by chance.
    /// </remarks>
    public override Verdict Judge(Observation seen)
    {
        var sources = SourceTotals.Read(seen, Source, Of);
        if (sources.Given < Fewest)
        {
            return Verdict.NotEnoughEvidence($"{sources.Given} {What} in the window, {Fewest} are needed");
        }

        var largest = sources.Names.Index().MaxBy(source => sources.GivenBy[source.Index]);
        var share = (double)sources.GivenBy[largest.Index] / sources.Given;
        var said = $"{sources.Names.Length} sources gave {sources.Given} {What}, {largest.Item} the most ({Percent(share)})";
        var error = seen.Strategy.Main.Monitoring.Error / sources.Names.Length;
        var moving = sources
            .Names.Index()
            .Where(source => sources.LargestMove(source.Index) > Moves)
            .Select(source => (Name: source.Item, Move: ClusteredInterval.Of(sources.Without(source.Index), error)))
            .OrderByDescending(source => Math.Abs(source.Move.Value!.Value))
            .ToList();
        var sure = moving.Where(source => source.Move is { Low: { } low, High: { } high } && (low > Moves || high < -Moves)).ToList();
        return sure.Count > 0 ? Verdict.Bad($"{said}; {string.Join("; ", sure.Take(3).Select(Told))}")
            : share > AtMost ? Verdict.Bad(said)
            : moving.Count > 0 ? Verdict.NotEnoughEvidence($"{said}; {Told(moving[0])}, which may be chance")
            : Verdict.Ok($"{said}; leaving one out moves nothing by more than {Shown(Moves)}");
    }

    public override Drill? Drill(Observation seen)
    {
        var (of, where) = ($"({seen.Strategy.Sql(Source)})", $"{seen.Window.Where} AND {SourceTotals.IsGiven(seen.Strategy, Of)}");
        return new(
            null,
            [EventRows.By($"The {What} by source", of, where), EventRows.First(seen.Strategy, $"Events with {What}", where, $"{of}, ")]
        );
    }

    private static string Told((string Name, Measurement Move) source) =>
        $"without {source.Name} they move by {Signed(source.Move.Value)}"
        + (source.Move is { Low: { } low, High: { } high } ? $" [{Signed(low)}, {Signed(high)}]" : $" ({source.Move.Why})");

    private static string Signed(double? number) => number?.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) ?? "?";
}
