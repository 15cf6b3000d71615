using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The points that a strategy's rules pick among events, each once, with its first rule and its chance of being picked by any.</summary>
/// <remarks>
/// A rule's salt holds its purpose, name and turn, so that no two samples overlap more than chance makes them. Of a point that
/// several rules could have picked the chance is 1 - Π(1 - π): D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685.
/// </remarks>
public static class Selection
{
    /// <summary>SQL of the points: <c>id, rule, reason, probability</c>.</summary>
    /// <param name="events">SQL of the events to pick from, in the log's columns and the score.</param>
    /// <param name="turn">What tells this selection from the others: the turn's day.</param>
    public static string Of(ModelStrategy strategy, string events, string turn)
    {
        var rules = strategy.Curation.Rules;
        var id = Sql.Name(strategy.Log.Id);
        var columns = rules.Select(
            (rule, i) =>
            {
                var draw = new Draw(strategy, id, Sampling.Hash(strategy.Main.Seed, $"curation/{i}-{rule.Name}/{turn}", id));
                return $"{rule.Picks(draw)} AS picked{i}, {rule.Probability(draw)} AS chance{i}";
            }
        );
        var first = string.Join(' ', rules.Select((rule, i) => $"WHEN picked{i} THEN {Sql.Text(rule.Name)}"));
        var reason = string.Join(' ', rules.Select((rule, i) => $"WHEN picked{i} THEN {Sql.Text(rule.Reason)}"));
        return $"""
            SELECT {id} AS id, CASE {first} END AS rule, CASE {reason} END AS reason,
                   1 - {string.Join(" * ", rules.Select((_, i) => $"(1 - chance{i})"))} AS probability
            FROM (SELECT {id}, {string.Join(", ", columns)} FROM ({events}))
            WHERE {string.Join(" OR ", rules.Select((_, i) => $"picked{i}"))}
            """;
    }
}
