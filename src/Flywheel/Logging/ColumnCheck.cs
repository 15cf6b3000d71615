using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Logging;

/// <summary>Holds the declared columns against those of the files that production wrote.</summary>
public static class ColumnCheck
{
    /// <summary>A fault for each declared column that the events lack or have with another type; none while nothing has arrived.</summary>
    public static IEnumerable<Fault> Faults(Workplace workplace, ModelStrategy strategy)
    {
        var files = new LogSource(workplace, strategy.Log).Files(Partitions.Events).Select(file => file.File).ToList();
        if (files.Count == 0)
        {
            yield break;
        }

        var real = workplace
            .Database.Rows<(string Name, string Type)>(
                $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Sql.List(files)}, union_by_name = true))"
            )
            .ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var path = $"strategy/{strategy.Model}/{StrategyLoader.MainFile}";
        if (workplace.Files.Read(path) is not { } text)
        {
            yield break;
        }

        var places = Binder.Read<StrategyFile>(path, text);
        foreach (var (name, declared) in strategy.Log.Columns)
        {
            var at = places.KeyPlaceOf($"log.columns.{name}");
            var wanted = StreamColumns.TypeText(declared);
            if (!real.TryGetValue(name, out var type))
            {
                var near = Nearest.To(name, real.Keys);
                yield return new(
                    ReferenceFaults.WrongColumn,
                    at,
                    $"The events in {strategy.Log.Source} have no column '{name}'.",
                    $"They have: {string.Join(", ", real.Keys.Order(StringComparer.Ordinal))}.",
                    near is null ? "Take it out, or let production write it." : $"Did you mean '{near}'?"
                );
            }
            else if (!Fits(type, wanted))
            {
                yield return new(
                    ReferenceFaults.WrongColumn,
                    at,
                    $"The column '{name}' is declared as {KebabCase.Of(declared.ToString())}, and the events have {type}.",
                    "A value that cannot be read as declared goes to quarantine.",
                    "Declare the type that production writes."
                );
            }
        }
    }

    /// <summary>Narrower numbers are read as wider ones; everything else must be what it says.</summary>
    private static bool Fits(string real, string wanted) =>
        wanted switch
        {
            "BIGINT" => real is "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" or "UINTEGER" or "USMALLINT" or "UTINYINT",
            "DOUBLE" => real is "DOUBLE" or "FLOAT" or "BIGINT" or "INTEGER" or "SMALLINT"
                || real.StartsWith("DECIMAL", StringComparison.Ordinal),
            "TIMESTAMP" => real.StartsWith("TIMESTAMP", StringComparison.Ordinal),
            _ => real == wanted,
        };
}
