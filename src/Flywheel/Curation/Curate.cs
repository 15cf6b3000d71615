using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>Stage "curate": picks points among the events since the last turn and puts them into the reservoir, each with its chance of being picked.</summary>
public static class Curate
{
    public static CurationRecord Run(Turn turn)
    {
        // Sorted once: DuckDB keeps a table's order wherever it is read or copied without another.
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE curated AS {Selection.Of(turn.Strategy, Offered(turn), turn.Version)} ORDER BY id"
        );
        var (digest, count) = turn.Database.Digest("SELECT * FROM curated");
        var byRule = turn.Database.Table("SELECT rule, count(*) AS rows FROM curated GROUP BY rule ORDER BY rule").Counts("rule", "rows");
        var file = turn.Store.Scratch();
        turn.Database.Execute($"COPY curated TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)");
        turn.Database.Execute("DROP TABLE curated");
        var batch = new Batch
        {
            AsOf = turn.AsOf,
            Object = turn.Store.Take(file),
            Rows = count,
            Digest = digest,
            Audited = turn.Strategy.Curation.Audit is null ? null : true,
        };
        return new()
        {
            Batch = batch,
            Candidates = turn.Database.Value<long>($"SELECT count(*) FROM ({Offered(turn)})"),
            ByRule = byRule,
            LabelPrice = turn.Strategy.Curation.Labels.Price,
        };
    }

    /// <summary>Events are offered to curation once, by the first turn that sees them, however late they came.</summary>
    private static string Offered(Turn turn) => $"SELECT * FROM ({turn.Log.Rows(Partitions.Events)}) WHERE {turn.ReceivedSince}";
}
