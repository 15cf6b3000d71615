using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>The columns that a stream's landing files have, whatever is declared.</summary>
public sealed class LandedColumns(Database database, ModelStrategy strategy, string stream)
{
    /// <summary>
    /// Columns by name: with DuckDB's type where a Parquet file has the column, or else with what JSON lines hold there (number, text,
    /// boolean, nested, or nothing).
    /// </summary>
    public IReadOnlyDictionary<string, string> Of(IReadOnlyList<LandingFile> files)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var paths = files.ToLookup(file => file.HoldsLines, file => file.Path);
        if (paths[false].Any())
        {
            foreach (
                var (name, type) in database.Rows<(string Name, string Type)>(
                    $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Sql.List(paths[false])}, union_by_name = true))"
                )
            )
            {
                found[name] = type;
            }
        }

        foreach (var (name, kind) in new LandedLines(database, strategy, stream).Keys(paths[true]))
        {
            found.TryAdd(name, kind);
        }

        return found;
    }

    /// <summary>Whether a type is one of JSON lines, which are written small.</summary>
    public static bool IsOfJson(string type) => type.Length == 0 || char.IsAsciiLetterLower(type[0]);
}
