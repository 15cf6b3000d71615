using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Joint;

/// <summary>Rows of the log drawn by the hash of their ids: the same ones in every turn that sees them.</summary>
/// <param name="Columns">What was read of them.</param>
/// <param name="Ids">Shape [rows], in order of the draw.</param>
/// <param name="Times">Of the events, microseconds since 1970, shape [rows].</param>
/// <param name="Numbers">By numeric column, shape [rows]; NaN where there is no value with a place on a scale.</param>
/// <param name="Texts">By category, shape [rows]; null where there is no value.</param>
public sealed record DrawnRows(
    IReadOnlyList<DriftColumn> Columns,
    string[] Ids,
    long[] Times,
    IReadOnlyDictionary<string, double[]> Numbers,
    IReadOnlyDictionary<string, string?[]> Texts
)
{
    /// <summary>Numbers of this size or more count as missing: their squares would overflow.</summary>
    public const string TooLarge = "1e150";

    public int Count => Ids.Length;

    /// <summary>Draws rows of a slice without regard to how many events each stands for.</summary>
    /// <param name="most">As many as there are, if fewer.</param>
    public static DrawnRows Of(ModelStrategy strategy, Slice slice, IReadOnlyList<DriftColumn> columns, int most)
    {
        var id = Sql.Name(strategy.Log.Id);
        var values = columns.Select(
            (column, i) => column.IsNumeric ? $"{Number(column)} AS c{i}" : $"coalesce('=' || {column.Value}, '') AS c{i}"
        );
        // Rows of one id are no rows of a good log; ordered by all that is read, even they have one order.
        var table = slice.Database.Table(
            $"""
            SELECT * FROM (
                SELECT {Sampling.Hash(strategy.Main.Seed, "joint", id)} AS place, CAST({id} AS VARCHAR) AS id,
                       epoch_us({Sql.Name(strategy.Log.Time)}) AS moment, {string.Join(", ", values)}
                FROM log WHERE {slice.Where} AND {id} IS NOT NULL)
            ORDER BY ALL LIMIT {most}
            """
        );
        var numbers = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].IsNumeric)
            {
                numbers[columns[i].Name] = table.Reals($"c{i}");
            }
            else
            {
                texts[columns[i].Name] = [.. table.Texts($"c{i}").Select(text => text.Length == 0 ? null : text[1..])];
            }
        }

        return new(columns, table.Texts("id"), table.Wholes("moment"), numbers, texts);
    }

    /// <summary>SQL of a numeric column's value, NULL where it has no place on a scale.</summary>
    public static string Number(DriftColumn column) => $"CASE WHEN abs({column.Value}) < {TooLarge} THEN {column.Value} END";

    /// <summary>The rows for which a mask is true.</summary>
    /// <param name="keep">Shape [rows].</param>
    public DrawnRows Where(bool[] keep)
    {
        return new(
            Columns,
            Kept(Ids),
            Kept(Times),
            Numbers.ToDictionary(column => column.Key, column => Kept(column.Value)),
            Texts.ToDictionary(column => column.Key, column => Kept(column.Value))
        );

        T[] Kept<T>(T[] values) => [.. values.Where((_, i) => keep[i])];
    }
}
