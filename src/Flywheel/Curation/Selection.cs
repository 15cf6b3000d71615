using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that a strategy picks among events, each once, with its first rule and its chance of being picked by any.</summary>
/// <remarks>
/// A rule's salt holds its purpose, name and turn, so that no two samples overlap more than chance makes them. Of a point that
/// several rules could have picked the chance is 1 - Π(1 - π): D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685.
/// </remarks>
public static class Selection
{
    /// <summary>SQL of the points: <c>id, rule, reason, probability</c>; with an audit also <c>audit</c>, the chance of being audited, of those that are.</summary>
    /// <param name="events">SQL of the events to pick from, in the log's columns and the score.</param>
    /// <param name="turn">What tells this selection from the others: the turn's day.</param>
    public static string Of(ModelStrategy strategy, string events, string turn)
    {
        var draws = Draws(strategy, turn).ToList();
        var id = Sql.Name(strategy.Log.Id);
        var columns = draws.Select((draw, i) => $"{draw.Picks} AS picked{i}, {draw.Probability} AS chance{i}");
        var first = string.Join(' ', draws.Select((draw, i) => $"WHEN picked{i} THEN {Sql.Text(draw.Name)}"));
        var reason = string.Join(' ', draws.Select((draw, i) => $"WHEN picked{i} THEN {Sql.Text(draw.Reason)}"));
        return $"""
            SELECT {id} AS id, CASE {first} END AS rule, CASE {reason} END AS reason,
                   1 - {string.Join(" * ", draws.Select((_, i) => $"(1 - chance{i})"))} AS probability{(
                strategy.Curation.Audit is null ? "" : ", CASE WHEN picked0 THEN chance0 END AS audit"
            )}
            FROM (SELECT {id}, {string.Join(", ", columns)} FROM ({events}))
            WHERE {string.Join(" OR ", draws.Select((_, i) => $"picked{i}"))}
            """;
    }

    /// <summary>The audit first: a point that it picked is audited, whichever rule picked it too.</summary>
    private static IEnumerable<(string Name, string Reason, string Picks, string Probability)> Draws(ModelStrategy strategy, string turn)
    {
        var id = Sql.Name(strategy.Log.Id);
        if (strategy.Curation.Audit is { } audit)
        {
            var draw = new Draw(strategy, id, AuditStream.Hash(strategy, turn));
            yield return (AuditStream.Name, audit.Reason, audit.Picks(draw), audit.Probability);
        }

        foreach (var (i, rule) in strategy.Curation.Rules.Index())
        {
            var draw = new Draw(strategy, id, Sampling.Hash(strategy.Main.Seed, $"curation/{i}-{rule.Name}/{turn}", id));
            yield return (rule.Name, rule.Reason, rule.Picks(draw), rule.Probability(draw));
        }
    }
}
