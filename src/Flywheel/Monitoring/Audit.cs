using Flywheel.Logging;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>What the audited events of the last cycles say of production's scores: drawn from all alike, so no rule of curation leans on it.</summary>
/// <param name="Over">How long before the turn the events are.</param>
/// <param name="Events">Events of that time.</param>
/// <param name="Audited">Of these audited by turns before this one.</param>
/// <param name="Labelled">Of these with a label by now.</param>
/// <param name="Figures">Metrics of these, each row weighted by the inverse of its chance of being audited.</param>
public sealed record Audit(TimeSpan Over, long Events, long Audited, int Labelled, IReadOnlyList<Figure> Figures)
{
    /// <summary>How far back it looks; zero without an audit.</summary>
    internal static TimeSpan Back(Turn turn) =>
        turn.Strategy.Curation.Audit is { } stream ? stream.Over ?? (4 * turn.Strategy.Main.Cycle) : TimeSpan.Zero;

    /// <summary>Null where the strategy has no audit.</summary>
    internal static Audit? Of(Turn turn)
    {
        var over = Back(turn);
        if (over == TimeSpan.Zero)
        {
            return null;
        }

        var within = turn.Log.Within(turn.AsOf - over, turn.AsOf);
        var events = turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {within}");
        const string Points = "SELECT id AS \"audited id\", audit AS \"chance of audit\" FROM reservoir WHERE audit IS NOT NULL";
        var audited = $"{within} AND {turn.Log.Id} IN (SELECT \"audited id\" FROM ({Points}))";
        var rows = turn.Log.Labelled(audited);
        var chances = turn
            .Database.Table(
                $"""
                SELECT "chance of audit"{(turn.Log.IsSampled ? $" * {LogSection.Inclusion}" : "")} AS chance
                FROM log JOIN ({Points}) ON "audited id" = log.{turn.Log.Id} WHERE {rows.Where} ORDER BY log.{turn.Log.Id}
                """
            )
            .Reals("chance");
        var weighted = rows with { Sample = rows.Sample with { Weight = Array.ConvertAll(chances, chance => 1 / chance) } };
        return new(
            over,
            events,
            turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {audited}"),
            rows.Sample.Count,
            MeasureWindow.Of(turn.Strategy, weighted)
        );
    }
}
