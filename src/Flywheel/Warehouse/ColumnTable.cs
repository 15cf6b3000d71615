using System.Text;

namespace Flywheel.Warehouse;

/// <summary>A query's result as one array a column.</summary>
public sealed class ColumnTable
{
    private readonly Dictionary<string, Array> columns = new(StringComparer.Ordinal);

    public int Rows { get; private init; }

    /// <summary>Reals as double[] (NULL is NaN), whole numbers as long[] (double[] where a NULL is among them), text as string[] (NULL is null).</summary>
    public static ColumnTable Read(IEnumerable<IColumnChunk> chunks)
    {
        var growing = new List<(string Name, ColumnKind Kind, List<Array> Parts)>();
        var rows = 0;
        foreach (var chunk in chunks)
        {
            for (var i = 0; i < chunk.Columns; i++)
            {
                if (growing.Count == i)
                {
                    growing.Add((chunk.Name(i), chunk.Kind(i), []));
                }

                growing[i].Parts.Add(Part(chunk, i));
            }

            rows += chunk.Rows;
        }

        var table = new ColumnTable { Rows = rows };
        foreach (var (name, _, parts) in growing)
        {
            table.columns[name] = Join(parts, rows);
        }

        return table;
    }

    /// <summary>A numeric column, shape [rows]; NULL is NaN.</summary>
    public double[] Reals(string name) =>
        Column(name) switch
        {
            double[] reals => reals,
            long[] wholes => Array.ConvertAll(wholes, whole => (double)whole),
            _ => throw new InvalidOperationException($"Column {name} is text."),
        };

    /// <summary>A whole-number column without NULL, shape [rows].</summary>
    public long[] Wholes(string name) =>
        Rows == 0 ? [] : Column(name) as long[] ?? throw new InvalidOperationException($"Column {name} is not whole numbers without NULL.");

    /// <summary>A boolean column, shape [rows]; NULL is false.</summary>
    public bool[] Flags(string name) =>
        Column(name) is long[] wholes ? Array.ConvertAll(wholes, value => value == 1) : Array.ConvertAll(Reals(name), value => value == 1);

    /// <summary>A text column, shape [rows].</summary>
    public string[] Texts(string name) =>
        Rows == 0 ? [] : Column(name) as string[] ?? throw new InvalidOperationException($"Column {name} is not text.");

    /// <summary>A table of counts: distinct texts of one column with the whole numbers of another.</summary>
    public Dictionary<string, long> Counts(string name, string count) =>
        Texts(name).Zip(Wholes(count)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private Array Column(string name)
    {
        if (columns.TryGetValue(name, out var column))
        {
            return column;
        }

        // A result without a row may come without its columns too.
        return Rows == 0 ? Array.Empty<double>() : throw new KeyNotFoundException($"The result has no column {name}.");
    }

    private static Array Part(IColumnChunk chunk, int column)
    {
        if (chunk.Kind(column) == ColumnKind.Text)
        {
            var texts = new string?[chunk.Rows];
            for (var row = 0; row < texts.Length; row++)
            {
                texts[row] = chunk.IsNull(column, row) ? null : Encoding.UTF8.GetString(chunk.Utf8(column, row));
            }

            return texts;
        }

        if (chunk.Kind(column) == ColumnKind.Whole)
        {
            var wholes = new long[chunk.Rows];
            chunk.CopyTo(column, wholes);
            return chunk.AllValid(column)
                ? wholes
                : wholes.Select((whole, row) => chunk.IsNull(column, row) ? double.NaN : whole).ToArray();
        }

        var reals = new double[chunk.Rows];
        chunk.CopyTo(column, reals);
        return reals;
    }

    private static Array Join(List<Array> parts, int rows)
    {
        var asReal = parts.Exists(part => part is double[]);
        Array joined =
            asReal ? new double[rows]
            : parts[0] is long[] ? new long[rows]
            : new string[rows];
        var at = 0;
        foreach (var part in parts)
        {
            if (asReal && part is long[] wholes)
            {
                Array.Copy(Array.ConvertAll(wholes, whole => (double)whole), 0, joined, at, part.Length);
            }
            else
            {
                Array.Copy(part, 0, joined, at, part.Length);
            }

            at += part.Length;
        }

        return joined;
    }
}
