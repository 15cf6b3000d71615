using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Triggers;

/// <summary>Counts what a training would take now and the last one could not have taken.</summary>
/// <remarks>
/// Both end where their hold-out begins: a hold-out is no training's data. An older event counts too where it, or its label, arrived after
/// the last training. Only what is visible at the turn's time is counted, and of labels that cost money only those that were bought.
/// </remarks>
public static class FreshPoints
{
    /// <param name="trained">Time of the turn that last trained a candidate, or null.</param>
    /// <param name="candidate">The version that it trained.</param>
    public static Fresh Count(Turn turn, DateTime? trained, string? candidate)
    {
        var to = FormDataset.HoldOutFrom(turn);
        var from = turn.Strategy.Main.Dataset.Points.From(to, turn.Log.FirstEvent);
        turn.Log.See(from, curated: true);
        var since = trained is { } last ? Ended(turn, last, candidate!) : (DateTime?)null;
        var isNew =
            since is { } end && trained is { } before
                ? $"({turn.Log.Time} >= {Sql.Time(end)} OR log.received_at > {Sql.Time(before)} OR label_received_at > {Sql.Time(before)})"
                : "TRUE";
        return new(
            since,
            turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {turn.Log.Within(from, to)} AND {isNew}"),
            turn.Database.Value<long>($"SELECT count(*) FROM {turn.Log.Trainable(from, to)} AND {isNew}")
        );
    }

    /// <summary>Where the last training's data ended: as its manifest says, or, where that is gone, before the hold-out of its time.</summary>
    private static DateTime Ended(Turn turn, DateTime trained, string candidate) =>
        turn.Workplace.Files.Read(ModelManifest.Path(turn.Strategy.Model, candidate)) is null
            ? trained - turn.Strategy.Main.Dataset.HoldOut
            : DateTime.Parse(
                ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, candidate).TrainedTo,
                CultureInfo.InvariantCulture
            );
}
