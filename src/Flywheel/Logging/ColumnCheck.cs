using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Logging;

/// <summary>Holds the declared columns against those of the files that production wrote.</summary>
public static class ColumnCheck
{
    /// <summary>A fault for each declared column that the events lack or have with another type; none while nothing has arrived.</summary>
    public static IEnumerable<Fault> Faults(Workplace workplace, ModelStrategy strategy)
    {
        var real = new LandedColumns(workplace.Database, strategy.Log, Partitions.Events).Of(
            new LogSource(workplace, strategy.Log).Files(Partitions.Events)
        );
        if (real.Count == 0)
        {
            yield break;
        }

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

    /// <summary>Narrower numbers are read as wider ones; everything else must be what it says. A text of JSON may be anything, and null is nothing.</summary>
    private static bool Fits(string real, string wanted) =>
        LandedColumns.IsOfJson(real)
            ? real.Length == 0
                || real.Contains("text", StringComparison.Ordinal)
                || (real.Contains("number", StringComparison.Ordinal) && wanted is "BIGINT" or "DOUBLE" or "VARCHAR")
                || (real.Contains("boolean", StringComparison.Ordinal) && wanted is "BOOLEAN" or "VARCHAR")
            : FitsParquet(real, wanted);

    private static bool FitsParquet(string real, string wanted) =>
        wanted switch
        {
            "BIGINT" => real is "BIGINT" or "INTEGER" or "SMALLINT" or "TINYINT" or "UINTEGER" or "USMALLINT" or "UTINYINT",
            "DOUBLE" => real is "DOUBLE" or "FLOAT" or "BIGINT" or "INTEGER" or "SMALLINT"
                || real.StartsWith("DECIMAL", StringComparison.Ordinal),
            "TIMESTAMP" => real.StartsWith("TIMESTAMP", StringComparison.Ordinal),
            _ => real == wanted,
        };
}
