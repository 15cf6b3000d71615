using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("What the rows of a dataset count for.")]
public sealed record WeightFigures
{
    // No declared column has a name with a space.
    internal const string CuratedId = "\"curated id\"";
    internal const string CuratedChance = "\"curated chance\"";

    /// <summary>SQL of each point's chance of being curated, NULL where nobody knows it.</summary>
    internal const string Curated = $"SELECT id AS {CuratedId}, max(probability) AS {CuratedChance} FROM reservoir GROUP BY id";

    [Doc("By what they are weighed.")]
    public required string By { get; init; }

    [Doc("The largest weight; their mean is 1.")]
    public required double Largest { get; init; }

    [Doc("How many rows of equal weight would tell as much (Kish).")]
    public required double EffectiveRows { get; init; }

    [Doc("Rows that curation took without a known chance, and that count as taken for certain.")]
    public required long WithoutChance { get; init; }

    /// <summary>Those of the dataset that was formed last; null where every row counts alike.</summary>
    internal static WeightFigures? Of(Turn turn)
    {
        if (turn.Strategy.Main.Dataset.Weights is not { Said: { } by } weights)
        {
            return null;
        }

        var chances = turn.Database.Reals($"SELECT {RowWeights.Chance} FROM dataset ORDER BY {turn.Log.Id}");
        var all = Array.ConvertAll(chances, weights.Of(chances)!.Of);
        return new()
        {
            By = by,
            Largest = Math.Round(all.DefaultIfEmpty().Max(), 4),
            EffectiveRows = Math.Round(Kish.EffectiveSize(all), 1),
            WithoutChance = turn.Database.Value<long>(
                $"SELECT count(*) FROM dataset JOIN ({Curated}) AS curated ON {CuratedId} = dataset.{turn.Log.Id} WHERE {CuratedChance} IS NULL"
            ),
        };
    }

    internal Flow Write() =>
        Documents.Flow([("by", By), ("largest", Largest), ("effective-rows", EffectiveRows), ("without-chance", WithoutChance)]);
}
