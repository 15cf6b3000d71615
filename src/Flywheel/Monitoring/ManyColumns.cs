using System.Runtime.InteropServices;
using Flywheel.Monitoring.Distances;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Reads what many columns hold by few statements.</summary>
/// <remarks>
/// A statement over <c>log</c> is bound to every column of it before it reads one: at 10,000 columns a statement for each of them took
/// longer to be understood than all of their rows to be read. So a wide log is read many columns at a time.
/// </remarks>
public static class ManyColumns
{
    /// <summary>Columns up to which each has its statement: they are then read beside each other, and none waits for another.</summary>
    private const int Few = 64;

    /// <summary>Columns of one statement at most.</summary>
    private const int MostAtOnce = 1000;

    /// <summary>Values of one statement at most, 32 MB of numbers: a long window is read fewer columns at a time, down to one.</summary>
    private const long MostValues = 1 << 22;

    /// <summary>Columns in their order, in batches to be read by one statement each; the score, whose reference is none of the log's, is by itself.</summary>
    /// <param name="wheres">SQL conditions of the rows of <c>log</c> that are going to be read.</param>
    public static IReadOnlyList<IReadOnlyList<DriftColumn>> Batches(
        IReadOnlyList<DriftColumn> columns,
        Database database,
        params IReadOnlyList<string> wheres
    )
    {
        if (columns.Count <= Few)
        {
            return [.. columns.Select(column => new[] { column })];
        }

        var rows = wheres.Max(where => database.Value<long>($"SELECT count(*) FROM log WHERE {where}"));
        var each = (columns.Count / Environment.ProcessorCount) + 1;
        var size = (int)Math.Clamp(MostValues / Math.Max(rows, 1), 1, Math.Min(each, MostAtOnce));
        return
        [
            .. columns.Where(column => column.IsScore).Select(column => new[] { column }),
            .. columns.Where(column => !column.IsScore).Chunk(size),
        ];
    }

    /// <summary>What each column of a batch holds in the rows of <c>log</c> for which a condition is true, as <see cref="DriftColumn.Read"/> has it.</summary>
    /// <returns>Shape [columns].</returns>
    public static IReadOnlyList<Distribution> Read(Database database, IReadOnlyList<DriftColumn> batch, string where)
    {
        if (batch is [var only])
        {
            return [only.Read(database, where)];
        }

        var numbers = Numbers(database, [.. batch.Where(column => column.IsNumeric)], where).GetEnumerator();
        var categories = Categories(database, [.. batch.Where(column => !column.IsNumeric)], where).GetEnumerator();
        return [.. batch.Select(column => Next(column.IsNumeric ? numbers : categories))];

        static Distribution Next(IEnumerator<Distribution> read) =>
            read.MoveNext() ? read.Current : throw new InvalidOperationException("There are fewer distributions than columns.");
    }

    private static IEnumerable<Distribution> Numbers(Database database, IReadOnlyList<DriftColumn> columns, string where)
    {
        var values = columns.Select(_ => new List<double>()).ToList();
        if (columns.Count > 0)
        {
            foreach (
                var chunk in database.Chunks($"SELECT {string.Join(", ", columns.Select(column => column.Value))} FROM log WHERE {where}")
            )
            {
                for (var i = 0; i < values.Count; i++)
                {
                    CollectionsMarshal.SetCount(values[i], values[i].Count + chunk.Rows);
                    chunk.CopyTo(i, CollectionsMarshal.AsSpan(values[i])[^chunk.Rows..]);
                }
            }
        }

        return values.Select(column => DriftColumn.Of(CollectionsMarshal.AsSpan(column)));
    }

    /// <summary>A row becomes as many as there are columns, of a column's place and its value: so one grouping counts the values of all.</summary>
    private static IEnumerable<Distribution> Categories(Database database, IReadOnlyList<DriftColumn> columns, string where)
    {
        if (columns.Count == 0)
        {
            return [];
        }

        var table = database.Table(
            $"""
            SELECT "its column", "its value", count(*) AS rows FROM (
                SELECT unnest(range({columns.Count})) AS "its column",
                       unnest([{string.Join(", ", columns.Select(column => column.Value))}]) AS "its value"
                FROM log WHERE {where})
            WHERE "its value" IS NOT NULL GROUP BY ALL ORDER BY ALL
            """
        );
        var (places, texts, counts) = (table.Wholes("its column"), table.Texts("its value"), table.Wholes("rows"));
        return columns.Select(
            (_, place) =>
            {
                var (from, to) = (FirstAt(places, place), FirstAt(places, place + 1));
                return from == to ? Distribution.OfNumbers([], []) : Distribution.OfCategories(texts[from..to], counts[from..to]);
            }
        );
    }

    /// <summary>Index of the first of ascending places that is at least another; their number where none is.</summary>
    private static int FirstAt(long[] places, long place)
    {
        var (low, high) = (0, places.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = places[middle] < place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
