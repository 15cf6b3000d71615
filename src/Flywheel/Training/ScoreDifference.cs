using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>The largest difference between what a model that was made again says of a row and what it said before.</summary>
/// <param name="Largest">Absolute, of probabilities, in [0, 1].</param>
/// <param name="Rows">Rows that both scored.</param>
/// <param name="Of">Where what it said before is from, in words.</param>
public sealed record ScoreDifference(double Largest, int Rows, string Of)
{
    /// <summary>Logged scores that are looked at, the newest ones: enough to see what another library does, and few enough for a turn to wait for.</summary>
    private const int MostLogged = 200_000;

    /// <summary>From the bytes that it had, over the rows that it was trained on.</summary>
    public static ScoreDifference FromBytes(Turn then, Dataset dataset, Scorer was, Scorer now)
    {
        var rows = $"read_parquet({Sql.Text(then.Store.PathOf(dataset.Object))})";
        return Between(
            was.Score(then.Database, rows, "TRUE", then.Log.Id),
            now.Score(then.Database, rows, "TRUE", then.Log.Id),
            "rows of its dataset"
        );
    }

    /// <summary>From what production logged when it had the bytes: the features of each row are in the log beside its score.</summary>
    /// <param name="seen">A turn of a later time, which sees what was logged by then.</param>
    /// <returns>Null where production logged no score of this version.</returns>
    public static ScoreDifference? FromLog(Turn seen, string version, Scorer now)
    {
        var log = seen.Log;
        seen.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE scored_then AS SELECT * FROM ({log.Rows(Partitions.Events)})
            WHERE scored_by = {Sql.Text(version)} AND {log.Score} IS NOT NULL ORDER BY {log.Time} DESC, {log.Id} LIMIT {MostLogged}
            """
        );
        var was = seen.Database.Table($"SELECT {log.Score} AS score FROM scored_then ORDER BY {log.Id}").Reals("score");
        return was.Length == 0
            ? null
            : Between(was, now.Score(seen.Database, "scored_then", "TRUE", log.Id), "rows that production logged its scores of");
    }

    public override string ToString() =>
        $"largest score difference {Largest.ToString("0.0e+0", CultureInfo.InvariantCulture)} over {Rows} {Of}";

    private static ScoreDifference Between(double[] was, double[] now, string of) =>
        new(was.Zip(now, (one, other) => Math.Abs(one - other)).DefaultIfEmpty().Max(), was.Length, of);
}
