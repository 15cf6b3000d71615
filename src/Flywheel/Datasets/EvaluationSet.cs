using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>Rows with labels that every candidate is measured on, the same for ever: <c>evalsets/&lt;model&gt;/&lt;name&gt;/v&lt;N&gt;/</c>.</summary>
/// <param name="Version">Its version, of a line the one that the turn is tested on.</param>
/// <param name="Sample">Labels and clusters, in order of id.</param>
/// <param name="Relation">SQL of its rows, to read features in the same order.</param>
public sealed record EvaluationSet(string Name, string Version, LabelledSample Sample, string Relation)
{
    public static string Folder(string model, string name, string version) => $"evalsets/{model}/{name}/{version}";

    /// <summary>The sets that the strategy names; one that growth has not begun yet is not among them.</summary>
    public static IEnumerable<EvaluationSet> Of(Turn turn)
    {
        foreach (var (name, text) in turn.Strategy.Main.OfflineTest.EvaluationSets)
        {
            if (EvaluationSetReference.Parse(text)!.For(turn, name) is { } version)
            {
                yield return Read(turn, name, version);
            }
        }
    }

    /// <exception cref="RefusedException">The set is missing, was changed, or lacks a column.</exception>
    public static EvaluationSet Read(Turn turn, string name, string version)
    {
        var rows =
            EvaluationSetRows.Read(turn, name, version)
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"{Folder(turn.Strategy.Model, name, version)} is missing, but 'evaluation-sets' in strategy/{turn.Strategy.Model}/strategy.yaml names it, and git has no tag of it. "
                    + $"Type: flywheel evalset add {turn.Strategy.Model} {name} --where \"…\" --why \"…\", or take the name out of the strategy."
            );
        rows.NeedsColumnsOf(turn.Strategy);
        var table = turn.Database.Table(
            $"""
            SELECT CAST({turn.Strategy.Target.Number(turn.Log.Label)} AS DOUBLE) AS label,
                   dense_rank() OVER (ORDER BY {turn.Strategy.Sql(turn.Strategy.Log.Cluster)}) - 1 AS cluster
            FROM {rows.Relation} ORDER BY {turn.Log.Id}
            """
        );
        var cluster = Array.ConvertAll(table.Reals("cluster"), index => (int)index);
        var weight = new double[table.Rows];
        Array.Fill(weight, 1);
        return new(name, version, new(table.Reals("label"), weight, cluster, cluster.Length == 0 ? 0 : cluster.Max() + 1), rows.Relation);
    }

    public double[] Score(Turn turn, Scorer model) => model.Score(turn.Database, Relation, "TRUE", turn.Log.Id);
}
