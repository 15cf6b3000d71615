using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Training.Features;

/// <summary>What a feature learns from: the training rows.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Sql">Its expression, in DuckDB's SQL.</param>
/// <param name="Strategy">For seed, id and label.</param>
/// <param name="Database">Has the rows.</param>
/// <param name="Relation">SQL of the rows that may stand after FROM, with the log's columns and the label.</param>
public sealed record FeatureFit(string Name, string Sql, ModelStrategy Strategy, Database Database, string Relation)
{
    /// <summary>SQL of the rows' total key.</summary>
    public string Id => Warehouse.Sql.Name(Strategy.Log.Id);

    /// <summary>Names of the label's classes; empty where there are none.</summary>
    public IReadOnlyList<string> Classes => Strategy.Target.Classes;

    /// <summary>SQL of the numbers whose means say what the label is: itself, or of each class whether it is the label.</summary>
    public IReadOnlyList<string> Labels
    {
        get
        {
            var label = Warehouse.Sql.Name(Strategy.Log.Label.Column);
            return Classes.Count == 0
                ? [label]
                : [.. Classes.Select(one => $"(CASE WHEN {label} = {Warehouse.Sql.Text(one)} THEN 1 ELSE 0 END)")];
        }
    }

    /// <summary>SQL of the part of the rows that a row falls into, from 0, by a hash of its id.</summary>
    public string Fold(int folds) =>
        $"CAST(floor({folds} * {Sampling.Uniform(Sampling.Hash(Strategy.Main.Seed, $"features/{Name}", Id))}) AS INTEGER)";

    /// <summary>Every value as text, in byte order.</summary>
    public IReadOnlyList<string> Values() =>
        Database
            .Table($"SELECT DISTINCT CAST({Sql} AS VARCHAR) AS value FROM {Relation} WHERE ({Sql}) IS NOT NULL ORDER BY value")
            .Texts("value")!;

    /// <summary>The most frequent values in byte order, and how many there are in all.</summary>
    public (IReadOnlyList<string> Values, int All) MostFrequent(int most)
    {
        var table = Database.Table(
            $"SELECT CAST({Sql} AS VARCHAR) AS value, count(*) AS rows FROM {Relation} WHERE ({Sql}) IS NOT NULL GROUP BY value ORDER BY rows DESC, value"
        );
        return ([.. table.Texts("value").Take(most).Order(StringComparer.Ordinal)!], table.Rows);
    }
}
