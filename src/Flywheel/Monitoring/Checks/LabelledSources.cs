using Flywheel.Expressions;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Checks;

/// <summary>Labelled events of a window with their features, drawn by the hash of their id, and the source of each.</summary>
/// <param name="Names">The sources.</param>
/// <param name="Sizes">Rows of each, shape [sources].</param>
/// <param name="Source">Place of each row's source, shape [rows].</param>
/// <param name="Cluster">Place of its cluster, shape [rows].</param>
/// <param name="Clusters">How many clusters there are.</param>
/// <param name="Labels">1 or 0, shape [rows].</param>
/// <param name="Values">Features, shape [rows, columns], row-major.</param>
/// <param name="Encoder">How rows became numbers, without a look at a label.</param>
public sealed record LabelledSources(
    string[] Names,
    int[] Sizes,
    int[] Source,
    int[] Cluster,
    int Clusters,
    float[] Labels,
    float[] Values,
    Encoder Encoder
)
{
    public static LabelledSources Read(Observation seen, Expression source, int rows)
    {
        var (strategy, id) = (seen.Strategy, Sql.Name(seen.Strategy.Log.Id));
        var label = Sql.Name(strategy.Log.Label.Column);
        var hash = Sampling.Hash(strategy.Main.Seed, "flipped-labels", id);
        var drawn = $"(SELECT * FROM log WHERE {seen.Window.Where} AND {label} IS NOT NULL ORDER BY {hash}, {id} LIMIT {rows})";
        var table = seen.Window.Database.Table(
            $"""
            SELECT coalesce(CAST(({strategy.Sql(
                source
            )}) AS VARCHAR), '(none)') AS "its source", coalesce(CAST(cluster AS VARCHAR), '') AS "its cluster",
                   CAST({label} AS DOUBLE) AS "its label"
            FROM {drawn} ORDER BY {id}
            """
        );
        var (sources, clusters) = (table.Texts("its source"), table.Texts("its cluster"));
        var (names, of) = Places(sources);
        var (known, cluster) = Places(clusters);
        var sizes = new int[names.Length];
        Array.ForEach(of, place => sizes[place]++);
        var encoder = Encoder.FitWithoutLabels(strategy, seen.Window.Database, drawn);
        return new(
            names,
            sizes,
            of,
            cluster,
            known.Length,
            Array.ConvertAll(table.Reals("its label"), value => (float)value),
            // What is no number to a tree is missing to it.
            Array.ConvertAll(encoder.Matrix(seen.Window.Database, drawn, "TRUE", id), value => float.IsFinite(value) ? value : float.NaN),
            encoder
        );
    }

    private static (string[] Names, int[] Places) Places(string[] texts)
    {
        string[] names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
        var place = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return (names, Array.ConvertAll(texts, text => place[text]));
    }
}
