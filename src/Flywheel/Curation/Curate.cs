using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>Stage "curate": picks points among the events since the last turn and puts them into the reservoir, each with its chance of being picked.</summary>
public static class Curate
{
    public static CurationRecord Run(Turn turn)
    {
        var rules = turn.Strategy.Curation.Rules;
        var isOfArrivals = rules.Any(rule => rule.IsOfArrivals(turn.Strategy));
        using var candidates = rules.Any(rule => rule is RankedRule) ? new CandidatesOfTurn(turn, Offered(turn)) : null;
        var arrivals = isOfArrivals ? Arrivals(turn) : "";
        var selection = Selection.Of(
            turn.Strategy,
            turn.Version,
            new(turn.Database, candidates?.Events ?? Offered(turn), arrivals),
            candidates
        );
        candidates?.Lay();

        // Sorted once: DuckDB keeps a table's order wherever it is read or copied without another.
        turn.Database.Execute(
            $"CREATE OR REPLACE TEMP TABLE curated AS {selection.Points(candidates?.Events ?? Offered(turn))} ORDER BY id"
        );
        if (isOfArrivals)
        {
            turn.Database.Execute(
                $"""
                CREATE OR REPLACE TEMP TABLE curated AS SELECT * FROM curated
                UNION ALL SELECT * FROM ({selection.PointsOfArrivals(
                    arrivals
                )}) AS arrived ANTI JOIN curated ON curated.id = arrived.id ORDER BY id
                """
            );
        }

        var (digest, count) = turn.Database.Digest("SELECT * FROM curated");
        var byRule = turn.Database.Table("SELECT rule, count(*) AS rows FROM curated GROUP BY rule ORDER BY rule").Counts("rule", "rows");
        var byVersion = turn
            .Database.Table("SELECT rule || ' ' || rule_version AS rule, count(*) AS rows FROM curated GROUP BY ALL ORDER BY ALL")
            .Counts("rule", "rows");
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
            Versioned = true,
        };
        return new()
        {
            Batch = batch,
            Candidates = candidates?.Rows ?? turn.Database.Value<long>($"SELECT count(*) FROM ({Offered(turn)})"),
            ByRule = byRule,
            Rules = [.. rules.Select((rule, i) => Yield(turn, rule, i, byVersion, selection.AtRandom.GetValueOrDefault(i)))],
            LabelPrice = turn.Strategy.Curation.Labels.PriceOfPick,
        };
    }

    private static RuleYield Yield(Turn turn, CurationRule rule, int i, Dictionary<string, long> points, string? instead)
    {
        var version = RuleVersion.Of(turn.StrategyAtHand, i);

        // Of two rules that say the same the first has the points of both.
        points.Remove($"{rule.Name} {version}", out var count);
        return new(
            rule.Name,
            version,
            count,
            instead is null ? rule.Reason : $"drawn from all alike: {instead}",
            instead is null ? rule.WithoutChance(turn.Strategy) : null
        );
    }

    /// <summary>Events are offered to curation once, by the first turn that sees them, however late they came.</summary>
    private static string Offered(Turn turn) => $"SELECT * FROM ({turn.Log.Rows(Partitions.Events)}) WHERE {turn.ReceivedSince}";

    /// <summary>Events whose label or complaint arrived since the last turn, that are not in the reservoir yet and not for evaluation, in the dataset's window.</summary>
    private static string Arrivals(Turn turn)
    {
        var from = turn.AsOf - turn.Strategy.Main.Dataset.History;
        turn.Log.See(from, curated: false);
        var id = turn.Log.Id;
        return $"""
            SELECT * FROM log WHERE {turn.Log.Within(
                from,
                turn.AsOf
            )} AND NOT evaluates AND {id} NOT IN (SELECT id AS "picked before" FROM reservoir)
            AND ({turn.Since("label_received_at")}
                 OR {id} IN (SELECT {id} FROM ({turn.Log.Rows(Partitions.Feedback)}) WHERE {turn.ReceivedSince}))
            """;
    }
}
