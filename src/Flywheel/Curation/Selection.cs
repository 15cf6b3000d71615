using System.Globalization;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that a strategy picks among events, each once, with its first rule and its chance of being picked by any.</summary>
/// <remarks>
/// A rule's salt holds its purpose, name and turn, so that no two samples overlap more than chance makes them. Of a point that
/// several rules could have picked the chance is 1 - Π(1 - π): D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685. A rule
/// without known chances has no part in it: what no other rule picked has no chance, and enters no estimate.
/// </remarks>
public sealed class Selection
{
    private readonly ModelStrategy strategy;
    private readonly string turn;
    private readonly List<Drawn> draws = [];

    private Selection(ModelStrategy strategy, string turn) => (this.strategy, this.turn) = (strategy, turn);

    private string Id => Sql.Name(strategy.Log.Id);

    /// <summary>Rules that had no scores and drew from all alike, by their place, with the reason.</summary>
    public IReadOnlyDictionary<int, string> AtRandom =>
        draws.Where(draw => draw.Instead is not null).ToDictionary(draw => draw.Rule, draw => draw.Instead!);

    /// <summary>SQL of the points, as <see cref="Points(string)"/>, of a strategy whose rules compute nothing and share no budget.</summary>
    /// <param name="events">SQL of the events to pick from, in the log's columns and the score.</param>
    /// <param name="turn">What tells this selection from the others: the turn's day.</param>
    public static string Of(ModelStrategy strategy, string events, string turn) => Of(strategy, turn, Counting.None, null).Points(events);

    /// <summary>Decides how each rule draws: in their order, each from what those before it left of the label budget.</summary>
    /// <param name="counting">Counts what a rule would pick.</param>
    /// <param name="candidates">What rules compute their scores of; null where none does.</param>
    public static Selection Of(ModelStrategy strategy, string turn, Counting counting, Candidates? candidates)
    {
        var selection = new Selection(strategy, turn);
        selection.Audit();
        var left = (long?)strategy.Curation.Budget;
        foreach (var (i, rule) in strategy.Curation.Rules.Index())
        {
            left -= selection.Draw(i, rule, left, counting, candidates);
        }

        return selection;
    }

    /// <summary>SQL of the points picked among events: <c>id, rule, reason, probability</c>, with an audit <c>audit</c>, the chance of being audited of those that are, then <c>rule_score, rule_version</c>.</summary>
    /// <param name="events">SQL of the events, with what the rules computed of them.</param>
    public string Points(string events) => Points(events, draws.Where(draw => !draw.IsOfArrivals).ToList());

    /// <summary>SQL of the points that rules of arrivals picked, in the same columns; null where there is no such rule.</summary>
    /// <param name="arrivals">SQL of the events whose label or complaint arrived.</param>
    public string? PointsOfArrivals(string arrivals) =>
        draws.Where(draw => draw.IsOfArrivals).ToList() is { Count: > 0 } of ? Points(arrivals, of) : null;

    private string Points(string events, List<Drawn> of)
    {
        var columns = of.Select((draw, i) => $"{draw.Picks} AS picked{i}, {draw.Chance} AS chance{i}, {draw.Score} AS score{i}");
        var all = of.Count == 0 ? "" : ", " + string.Join(", ", columns);
        var picked = $"SELECT {Id}{all} FROM ({events})";
        if (of.Exists(draw => draw.Cut is not null))
        {
            picked =
                $"SELECT * REPLACE ({string.Join(", ", of.Index().Where(one => one.Item.Cut is not null).Select(Cut))}) FROM ({picked})";
        }

        var audited = strategy.Curation.Audit is null
            ? ""
            : $", {(of.Exists(draw => draw.Rule < 0) ? "CASE WHEN picked0 THEN chance0 END" : Curation.Draw.Nothing)} AS audit";
        return $"""
            SELECT {Id} AS id, {First(of, draw => Sql.Text(draw.Name))} AS rule, {First(of, draw => Sql.Text(draw.Reason))} AS reason,
                   CASE WHEN {Any(of.Index().Where(one => one.Item.HasChance).Select(one => $"picked{one.Index}"))} THEN 1 - {string.Join(
                " * ",
                of.Index().Where(one => one.Item.HasChance).Select(one => $"(1 - chance{one.Index})").DefaultIfEmpty("1")
            )} ELSE {Curation.Draw.Nothing} END AS probability{audited},
                   {First(of, (_, i) => $"score{i}")} AS rule_score, {First(of, draw => Sql.Text(draw.Version))} AS rule_version
            FROM ({picked})
            WHERE {Any(of.Select((_, i) => $"picked{i}"))}
            """;
    }

    /// <summary>The audit first: a point that it picked is audited, whichever rule picked it too.</summary>
    private void Audit()
    {
        if (strategy.Curation.Audit is { } audit)
        {
            var draw = new Draw(strategy, Id, AuditStream.Hash(strategy, turn));
            draws.Add(
                new(
                    -1,
                    AuditStream.Name,
                    audit.Reason,
                    RuleVersion.OfAudit(strategy),
                    audit.Picks(draw),
                    audit.Probability,
                    Curation.Draw.Nothing,
                    true
                )
            );
        }
    }

    /// <summary>Decides on one rule.</summary>
    /// <param name="left">What is left of the budget; null where there is none.</param>
    /// <returns>Events that it takes of it.</returns>
    private long Draw(int i, CurationRule rule, long? left, Counting counting, Candidates? candidates)
    {
        var share = rule.OfBudget is { } of ? (long)Math.Floor((of * strategy.Curation.Budget!.Value) + 1e-9) : left;
        var most = left is null ? null : (long?)Math.Min(left.Value, share!.Value);
        var salt = $"curation/{i}-{rule.Name}/{turn}";
        var draw = new Draw(strategy, Id, Sampling.Hash(strategy.Main.Seed, salt, Id)) { Most = most };
        var isOfArrivals = rule.IsOfArrivals(strategy);
        var taken = 0L;
        if (rule is RankedRule scores)
        {
            (draw, taken) = Scored(i, scores, draw, candidates!);
        }

        var hasChance = rule.WithoutChance(strategy) is null || draw.Instead is not null;
        var reason = draw.Instead is { } why
            ? $"{draw.Count(((RankedRule)rule).Count).ToString(CultureInfo.InvariantCulture)} events drawn from all alike: {why}"
            : rule.Reason;
        if (most == 0)
        {
            draws.Add(
                new(i, rule.Name, reason, RuleVersion.Of(strategy, i), "FALSE", "0", Curation.Draw.Nothing, hasChance)
                {
                    IsOfArrivals = isOfArrivals,
                }
            );
            return 0;
        }

        var drawn = new Drawn(
            i,
            rule.Name,
            reason,
            RuleVersion.Of(strategy, i),
            Picks(rule, draw),
            Chance(rule, draw),
            rule.Score(draw),
            hasChance
        )
        {
            Instead = draw.Instead,
            IsOfArrivals = isOfArrivals,
        };
        if (most is { } limit && rule is not RankedRule)
        {
            taken = counting.Of(drawn.Picks, isOfArrivals);

            // What is left may be fewer than the rule picks: then as many of its picks, all of them alike.
            drawn = taken > limit ? drawn with { Cut = (Sampling.Hash(strategy.Main.Seed, $"{salt}/cut", Id), limit, taken) } : drawn;
            taken = Math.Min(taken, limit);
        }

        draws.Add(drawn);
        return taken;
    }

    private static (Draw Draw, long Taken) Scored(int i, RankedRule rule, Draw draw, Candidates candidates)
    {
        var most = (int)Math.Min(draw.Count(rule.Count), candidates.Rows);
        var scored = candidates.Rows == 0 || most == 0 ? Curation.Scored.None("there is nothing to pick") : rule.Score(candidates, most);
        if (scored.Instead is { } why)
        {
            return (draw with { Instead = why }, most);
        }

        var known =
            rule.Least > 0
                ? most
                : Math.Min(most, scored.Values.Index().Count(one => !double.IsNaN(one.Item) && !candidates.Evaluates[one.Index]));
        return (
            draw with
            {
                Score = candidates.Keep($"score of rule {i}", scored.Values),
                Size = rule.Least > 0 ? candidates.Keep($"size of rule {i}", scored.Sizes(rule.Least)) : draw.Size,
            },
            known
        );
    }

    /// <summary>A rule that picks without chances and had to draw from all alike has chances after all.</summary>
    private static string Picks(CurationRule rule, Draw draw) =>
        draw.Instead is null ? rule.Picks(draw) : draw.Alike(draw.Count(((RankedRule)rule).Count));

    private static string Chance(CurationRule rule, Draw draw) =>
        draw.Instead is null ? rule.Probability(draw) : Curation.Draw.ChanceAlike(draw.Count(((RankedRule)rule).Count));

    private string Cut((int Index, Drawn Item) one)
    {
        var (i, (hash, limit, of)) = (one.Index, one.Item.Cut!.Value);
        return $"picked{i} AND row_number() OVER (PARTITION BY picked{i} ORDER BY {hash}, {Id}) <= {limit} AS picked{i}, chance{i} * {limit} / {of} AS chance{i}";
    }

    private static string First(List<Drawn> of, Func<Drawn, string> value) => First(of, (draw, _) => value(draw));

    private static string First(List<Drawn> of, Func<Drawn, int, string> value) =>
        of.Count == 0 ? "NULL" : $"CASE {string.Join(' ', of.Select((draw, i) => $"WHEN picked{i} THEN {value(draw, i)}"))} END";

    private static string Any(IEnumerable<string> conditions) => string.Join(" OR ", conditions.DefaultIfEmpty("FALSE"));

    /// <summary>How one rule draws.</summary>
    /// <param name="Rule">Its place among the rules; -1 for the audit.</param>
    private sealed record Drawn(
        int Rule,
        string Name,
        string Reason,
        string Version,
        string Picks,
        string Chance,
        string Score,
        bool HasChance
    )
    {
        public string? Instead { get; init; }

        public bool IsOfArrivals { get; init; }

        /// <summary>Where the rule picks more than the budget leaves: the hash that decides, how many stay, and of how many.</summary>
        public (string Hash, long Limit, long Of)? Cut { get; init; }
    }
}
