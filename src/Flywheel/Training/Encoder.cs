using Flywheel.Strategy;
using Flywheel.Training.Features;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>How a row of the log becomes a row of numbers: fitted on the training data and kept with the model.</summary>
/// <remarks>A category is a code into the vocabulary that training saw; one that it never saw is missing, never a new code.</remarks>
public sealed record Encoder
{
    public required IReadOnlyList<EncodedFeature> Features { get; init; }

    /// <summary>Fits the vocabularies on a relation, in byte order of the values.</summary>
    public static Encoder Fit(ModelStrategy strategy, Database database, string relation) =>
        new()
        {
            Features =
            [
                .. strategy.Main.Features.Select(feature =>
                {
                    var of = strategy.Sql(feature.Value.Of);
                    return new EncodedFeature
                    {
                        Name = feature.Key,
                        Sql = of,
                        Vocabulary =
                            feature.Value is CategoricalFeature
                                ? database
                                    .Table(
                                        $"SELECT DISTINCT CAST({of} AS VARCHAR) AS value FROM {relation} WHERE ({of}) IS NOT NULL ORDER BY value"
                                    )
                                    .Texts("value")
                                : null,
                    };
                }),
            ],
        };

    /// <summary>SQL of the matrix of a relation: one FLOAT column a feature.</summary>
    /// <param name="relation">SQL that may stand after FROM.</param>
    /// <param name="where">SQL condition.</param>
    /// <param name="order">Total key of the relation.</param>
    public string MatrixQuery(string relation, string where, string order)
    {
        var columns = Features.Select((feature, i) => $"CAST({Number(feature)} AS FLOAT) AS c{i}");
        return $"SELECT {string.Join(", ", columns)} FROM {relation} WHERE {where} ORDER BY {order}";
    }

    /// <summary>A category is cast to an enumeration of the words that training saw, whose codes count from 0.</summary>
    private static string Number(EncodedFeature feature) =>
        feature.Vocabulary switch
        {
            null => feature.Sql,
            { Count: 0 } => "NULL",
            var words => $"enum_code(TRY_CAST(CAST({feature.Sql} AS VARCHAR) AS ENUM ({string.Join(", ", words.Select(Sql.Text))})))",
        };
}

/// <summary>One column of the matrix.</summary>
public sealed record EncodedFeature
{
    public required string Name { get; init; }

    /// <summary>The checked expression, in DuckDB's SQL.</summary>
    public required string Sql { get; init; }

    /// <summary>Values by code, for a category; null for a number.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init; }
}
