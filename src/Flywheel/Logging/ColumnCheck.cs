using Flywheel.Logging.Redactions;
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
        var real = new LandedColumns(workplace.Database, strategy, Partitions.Events).Of(
            new LogSource(workplace, strategy).Files(Partitions.Events)
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
                    $"They have: {Listing.Of(real.Keys.Order(StringComparer.Ordinal))}.",
                    near is null ? "Take it out, or let production write it." : $"Did you mean '{near}'?"
                );
            }
            else if (!Fits(type, wanted) && strategy.Log.Redact.GetValueOrDefault(name) is not HashByKey)
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

        foreach (var fault in Misspelt(workplace, strategy, [.. real.Keys], name => places.KeyPlaceOf($"log.redact.{name}")))
        {
            yield return fault;
        }
    }

    /// <summary>A fault for each redacted column that nothing has and that reads like one that is there and is kept: a slip of the pen would let it through.</summary>
    private static IEnumerable<Fault> Misspelt(
        Workplace workplace,
        ModelStrategy strategy,
        IReadOnlyCollection<string> events,
        Func<string, Place> at
    )
    {
        var log = strategy.Log;
        if (log.Redact.Keys.All(events.Contains))
        {
            yield break;
        }

        var source = new LogSource(workplace, strategy);
        var there = new[] { Partitions.Labels, Partitions.Feedback }
            .SelectMany(stream => new LandedColumns(workplace.Database, strategy, stream).Of(source.Files(stream)).Keys)
            .Concat(events)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in log.Redact.Keys.Where(name => !there.Contains(name)))
        {
            if (Nearest.To(name, there.Except(log.Redact.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)) is { } near)
            {
                yield return new(
                    ReferenceFaults.WrongColumn,
                    at(name),
                    $"The column '{name}' is redacted, and nothing in {log.Source} has it.",
                    $"There is a column '{near}', which is kept as it is.",
                    $"Did you mean '{near}'?"
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
