using System.Text.Json.Serialization;
using Flywheel.Training.Features;

namespace Flywheel.Training;

/// <summary>One feature as training learned it: kept with the model, so that every row is turned into numbers as the training rows were.</summary>
public sealed record EncodedFeature
{
    public required string Name { get; init; }

    /// <summary>The checked expression, in DuckDB's SQL.</summary>
    public required string Sql { get; init; }

    /// <summary>Values by code, for a category that the trainer splits on; null otherwise.</summary>
    public IReadOnlyList<string>? Vocabulary { get; init; }

    /// <summary>What becomes of the expression, in words; null where it is a number as it stands, or a code.</summary>
    public string? As { get; init; }

    /// <summary>The columns that are made of it; null where it is one number or code, or a text.</summary>
    public IReadOnlyList<EncodedColumn>? Columns { get; init; }

    /// <summary>How its words are counted, for a text; null otherwise.</summary>
    public HashedText? Text { get; init; }

    /// <summary>How many columns of the matrix it has.</summary>
    [JsonIgnore]
    public int Width => Text?.Buckets ?? Columns?.Count ?? 1;

    /// <summary>Names of its columns.</summary>
    [JsonIgnore]
    public IEnumerable<string> ColumnNames =>
        Text is { } text
            ? Enumerable.Range(0, text.Buckets).Select(bucket => $"{Name}#{bucket}")
            : Columns?.Select(column => column.Name) ?? [Name];

    /// <summary>In the words of manifests.</summary>
    [JsonIgnore]
    public string Said =>
        As is not null ? $"{Sql}, {As}"
        : Vocabulary is { } words ? $"{Sql}, one of {words.Count} values"
        : Sql;

    /// <summary>SQL of its numbers, a column each; of a text the text itself.</summary>
    /// <param name="inTraining">Whether for the rows that it was fitted on.</param>
    public IEnumerable<string> Numbers(bool inTraining) =>
        Text is not null ? [$"CAST({Sql} AS VARCHAR)"]
        : Columns is not null ? Columns.Select(column => Float((inTraining ? column.InTraining : null) ?? column.Sql))
        : [Float(Number)];

    /// <summary>A category is cast to an enumeration of the words that training saw, whose codes count from 0.</summary>
    private string Number =>
        Vocabulary switch
        {
            null => Sql,
            { Count: 0 } => "NULL",
            var words => $"enum_code(TRY_CAST(CAST({Sql} AS VARCHAR) AS ENUM ({string.Join(", ", words.Select(Warehouse.Sql.Text))})))",
        };

    private static string Float(string sql) => $"TRY_CAST({sql} AS FLOAT)";
}

/// <summary>One column of the matrix.</summary>
/// <param name="Name">Its name, unique in the model.</param>
/// <param name="Sql">SQL of its number, with all that training learned.</param>
public sealed record EncodedColumn(string Name, string Sql)
{
    /// <summary>SQL of its number on the rows that it was fitted on, where that is another; no part of the model.</summary>
    [JsonIgnore]
    public string? InTraining { get; init; }
}
