using System.Globalization;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>Says where a dataset that was formed again is not what its manifest says: how many rows, in which cycle, and which partitions of the log hold that cycle.</summary>
/// <remarks>Cycles are told apart by their rows, not by Parquet's bytes: a log that was taken in other pieces differs in nothing.</remarks>
/// <param name="turn">The turn that formed it last.</param>
/// <param name="formed">What it formed.</param>
/// <param name="manifest">What it was.</param>
public sealed class OtherRows(Turn turn, Dataset formed, DatasetManifest manifest)
{
    /// <summary>How many rows, as the end of a sentence.</summary>
    public string HowMany =>
        formed.Rows == manifest.Rows
            ? $", with as many rows ({formed.Rows}), of which at least one holds something else"
            : $", with {formed.Rows} rows instead of {manifest.Rows}";

    /// <summary>The first cycle that differs, as the end of a sentence; nothing where the manifest was written before cycles were.</summary>
    public string Where
    {
        get
        {
            var begins = manifest.Cycles.Keys.Select(Time).Order().ToList();
            var other = begins
                .Zip(
                    begins.Skip(1).Append(formed.To),
                    (from, to) => (From: from, To: to, Now: FormDataset.RowsOf(turn, turn.Database, from, to))
                )
                .Where(cycle => cycle.Now != manifest.Cycles[Ledger.Day(cycle.From)])
                .ToList();
            if (other is not [var first, ..])
            {
                return "";
            }

            var which = other.Count == 1 ? "what differs is" : $"the first of {other.Count} cycles that differ is";
            return $"; {which} {Ledger.Day(first.From)} to {Ledger.Day(first.To)}: "
                + $"{Rows(first.Now, manifest.Cycles[Ledger.Day(first.From)])}{Unlabelled(first.From, first.To)}; "
                + $"the log has its events in {Held(Partitions.Events, first.From, first.To)} "
                + $"and their labels in {Held(Partitions.Labels, first.From, first.To)}";
        }
    }

    private static string Rows(CycleRows now, CycleRows then) =>
        (
            now.Rows != then.Rows ? $"{now.Rows} rows instead of {then.Rows}"
            : now.Digest != then.Digest ? $"as many rows ({now.Rows}), other values"
            : $"the same rows ({now.Rows})"
        ) + (now.Of == then.Of ? "" : $", drawn from {now.Of} points instead of {then.Of}");

    /// <summary>A point that lost its label is no row any more.</summary>
    private string Unlabelled(DateTime from, DateTime to)
    {
        var count = turn.Database.Value<long>(
            $"""
            SELECT count(*) FROM log SEMI JOIN reservoir ON reservoir.id = log.{turn.Log.Id}
            WHERE {turn.Log.Within(from, to)} AND {turn.Log.TrainingLabel} IS NULL AND NOT evaluates
            """
        );
        return count == 0 ? "" : $", {count} of its points have no label";
    }

    private string Held(string stream, DateTime from, DateTime to)
    {
        var held = turn.Log.Holding(stream, from, to);
        return held.Count == 0
            ? $"no partition of {stream}"
            : string.Join(", ", held.Select(partition => $"{partition.Partition} ({partition.Rows} rows)"));
    }

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
