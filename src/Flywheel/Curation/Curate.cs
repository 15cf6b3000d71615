using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>Stage "curate": picks points among the events since the last turn and puts them into the reservoir, each with its chance of being picked.</summary>
/// <remarks>
/// A rule's salt holds its purpose, name and turn, so that no two samples overlap more than chance makes them. Of a point that
/// several rules could have picked the chance is 1 - Π(1 - π): D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685.
/// </remarks>
public static class Curate
{
    public static CurationRecord Run(Turn turn)
    {
        turn.Database.Execute($"CREATE OR REPLACE TEMP TABLE curated AS {Picked(turn)}");
        var (digest, count) = turn.Database.Digest("SELECT * FROM curated ORDER BY id");
        var byRule = turn
            .Database.Rows<(string, long)>("SELECT rule, count(*) FROM curated GROUP BY rule ORDER BY rule")
            .ToDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);
        var file = turn.Store.Scratch();
        turn.Database.Execute($"COPY (SELECT * FROM curated ORDER BY id) TO {Sql.Text(file)} (FORMAT parquet, COMPRESSION zstd)");
        turn.Database.Execute("DROP TABLE curated");
        var batch = new Batch
        {
            AsOf = turn.AsOf,
            Object = turn.Store.Take(file),
            Rows = count,
            Digest = digest,
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

    private static string Picked(Turn turn)
    {
        var rules = turn.Strategy.Curation.Rules;
        var columns = rules.Select(
            (rule, i) =>
            {
                var salt = $"curation/{i}-{rule.Name}/{Ledger.Day(turn.AsOf)}";
                var draw = new Draw(turn.Strategy, turn.Log.Id, Sampling.Hash(turn.Strategy.Main.Seed, salt, turn.Log.Id));
                return $"{rule.Picks(draw)} AS picked{i}, {rule.Probability(draw)} AS chance{i}";
            }
        );
        var first = string.Join(' ', rules.Select((rule, i) => $"WHEN picked{i} THEN {Sql.Text(rule.Name)}"));
        var reason = string.Join(' ', rules.Select((rule, i) => $"WHEN picked{i} THEN {Sql.Text(rule.Reason)}"));
        return $"""
            SELECT {turn.Log.Id} AS id, CASE {first} END AS rule, CASE {reason} END AS reason,
                   1 - {string.Join(" * ", rules.Select((_, i) => $"(1 - chance{i})"))} AS probability
            FROM (SELECT {turn.Log.Id}, {string.Join(", ", columns)} FROM ({Offered(turn)}))
            WHERE {string.Join(" OR ", rules.Select((_, i) => $"picked{i}"))}
            """;
    }
}
