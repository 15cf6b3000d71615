using System.Buffers;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Cli.Adapters;

/// <summary>What a CSV file of very many columns leaves no doubt of, so that DuckDB need not find it out.</summary>
/// <remarks>
/// DuckDB tries every delimiter with every quote and escape, each over all columns: at 4,000 columns that took a minute, and reading the
/// file two seconds. Narrow files, and wide ones that could be read in more than one way, are left to it.
/// </remarks>
internal static class WideCsv
{
    /// <summary>Columns from which on a file is wide.</summary>
    private const int Wide = 500;

    private static readonly SearchValues<byte> OtherQuotes = SearchValues.Create("'\\"u8);

    /// <summary>Options for <c>read_csv</c>, each with a comma before it; empty where DuckDB is to find them.</summary>
    /// <param name="files">Several may differ, and are left to DuckDB as one that is compressed is.</param>
    public static string Options(IReadOnlyList<string> files)
    {
        if (files is not [var path] || !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        using var lines = new StreamReader(path);
        var head = lines.ReadLine() ?? "";
        var delimiters = ",;\t|".Where(delimiter => head.Contains(delimiter, StringComparison.Ordinal)).ToList();
        return delimiters is [var only] && head.Count(letter => letter == only) >= Wide - 1 && !Holds(path, OtherQuotes)
            ? $", delim = {Sql.Text(only.ToString())}, quote = '\"', escape = '\"'"
            : "";
    }

    private static bool Holds(string path, SearchValues<byte> wanted)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            if (buffer.AsSpan(0, read).ContainsAny(wanted))
            {
                return true;
            }
        }

        return false;
    }
}
