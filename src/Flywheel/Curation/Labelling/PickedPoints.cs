using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation.Labelling;

/// <summary>The points that curation has picked, this turn's among them, in the time that a dataset may reach back: what is asked of whom, and in which order.</summary>
/// <param name="from">Time of the first points; where a dataset may begin without it.</param>
public sealed class PickedPoints(Turn turn, DateTime? from = null)
{
    /// <summary>The points, in the columns of <c>log</c> and those below; no declared column has a name with a space.</summary>
    public const string Table = "\"picked points\"";

    public const string Rule = "\"rule of point\"";
    public const string Reason = "\"reason of point\"";
    public const string Priority = "\"priority of point\"";
    private const string PickedId = "\"id of point\"";
    private const string Version = "\"version of rule\"";
    private const string Audited = "\"audit of point\"";

    private string Id => turn.Log.Id;

    /// <summary>Points before this time are asked about no more.</summary>
    private DateTime From => from ?? turn.AsOf - turn.Strategy.Main.Dataset.History;

    /// <summary>Makes the table, with the labels that count by now.</summary>
    public void Lay()
    {
        turn.Log.See(From, curated: true);
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE {Table} AS
            SELECT log.*, picked.* FROM log JOIN (
                SELECT DISTINCT ON (id) id AS {PickedId}, rule AS {Rule}, reason AS {Reason}, rule_score AS {Priority},
                       rule_version AS {Version}, audit AS {Audited}
                FROM reservoir ORDER BY id, rule, reason, rule_version) AS picked ON {PickedId} = log.{Id}
            WHERE {turn.Log.Within(From, DateTime.MaxValue.AddYears(-1))}
            """
        );
    }

    /// <summary>SQL of the points that a labeler is to label.</summary>
    /// <param name="place">Its place in the order, counted from 0.</param>
    public string For(int place)
    {
        var labelers = turn.Strategy.Curation.Labels.Labelers;
        var said = new LabelOpinions(turn, curated: true).All;
        var (label, signed) = (turn.Log.Label, LabelOpinions.Labeler(Sql.Name(LabelOpinions.Signed)));
        var conditions = labelers
            .Take(place)
            .Select(before =>
                before is LabelsFromLog
                    ? $"{turn.Log.Time} + INTERVAL ({(long)turn.Strategy.Log.Label.ArrivesAfter.TotalSeconds}) SECOND <= {Sql.Time(turn.AsOf)}"
                : before.IsOutside ? $"{Id} IN ({Abstained(before)})"
                : null
            )
            .OfType<string>()
            .Append($"{Id} NOT IN (SELECT {Id} FROM ({said}) WHERE {label} IS NOT NULL)");
        conditions = labelers[place].IsOutside ? conditions.Append($"{Id} NOT IN ({Abstained(labelers[place])})") : conditions;
        return $"SELECT * FROM {Table} WHERE {string.Join(" AND ", conditions)}";

        string Abstained(LabelSource labeler) =>
            $"SELECT {Id} FROM ({said}) WHERE {label} IS NULL AND {signed} = {Sql.Text(labeler.Signs)}";
    }

    /// <summary>SQL of points drawn from all alike that are labelled already: a second opinion tells what a first one is worth.</summary>
    /// <param name="salt">Tells one draw from another.</param>
    public string Again(int count, string salt)
    {
        var hash = Sampling.Hash(turn.Strategy.Main.Seed, $"second-opinion/{salt}", Id);
        return $"SELECT * FROM {Table} WHERE {turn.Log.TrainingLabel} IS NOT NULL ORDER BY {hash}, {Id} LIMIT {count}";
    }

    /// <summary>SQL of the order in which points are asked about: the audit's, then rule by rule as the strategy has them, of each the most wanted first.</summary>
    public string Order
    {
        get
        {
            var rules = turn.Strategy.Curation.Rules;
            var place = string.Join(
                ' ',
                rules
                    .Select((_, i) => (Version: RuleVersion.Of(turn.Strategy, i), i))
                    .DistinctBy(rule => rule.Version)
                    .Select(rule => $"WHEN {Version} = {Sql.Text(rule.Version)} THEN {rule.i}")
            );
            var hash = Sampling.Hash(turn.Strategy.Main.Seed, "order-of-labelling", Id);
            return $"CASE WHEN {Audited} IS NOT NULL THEN -1 {place} ELSE {rules.Count} END, {Priority} DESC NULLS LAST, {hash}, {Id}";
        }
    }
}
