using Flywheel.Turns;

namespace Flywheel.Logging;

/// <summary>How a column of the landing files is not what it was.</summary>
public enum ColumnChange
{
    New,
    Missing,
    Retyped,
}

/// <summary>A column of a stream's landing files that is not what it was in the cycle before.</summary>
/// <param name="Was">Its type then; empty where it was not there, or nobody knows.</param>
/// <param name="Is">Its type now; the same.</param>
public sealed record SchemaChange(string Stream, string Column, ColumnChange Change, string Was, string Is)
{
    public override string ToString() =>
        Change switch
        {
            ColumnChange.New => $"{Stream}: {Column} is new{(Is.Length > 0 ? $" ({Is})" : "")}",
            ColumnChange.Missing => $"{Stream}: {Column} is missing{(Was.Length > 0 ? $" ({Was})" : "")}",
            _ => $"{Stream}: {Column} is {Is} and was {Was}",
        };
}

/// <summary>The columns that a stream's landing files had when rows were taken from them.</summary>
/// <param name="Columns">Types by name, as <see cref="LandedColumns"/> has them.</param>
public sealed record LandedSchema(string Stream, IReadOnlyDictionary<string, string> Columns);

/// <summary>Holds the columns of what landed since the last decided turn against those of the cycle before.</summary>
/// <remarks>All files of a cycle are looked at together: a column that stops in the middle of one is new to nobody and missing in the next.</remarks>
public static class SchemaChanges
{
    /// <summary>The changes, by stream and column; null where there is nothing to compare.</summary>
    public static IReadOnlyList<SchemaChange>? Of(Turn turn)
    {
        if (turn.Base.Ledger is not [.., { AsOf: var last }] ledger)
        {
            return null;
        }

        var before = ledger.Count > 1 ? ledger[^2].AsOf : DateTime.MinValue;
        var landed = Partitions
            .Streams.SelectMany(stream => Partitions.Read(turn.Store, turn.Strategy.Model, stream, turn.AsOf))
            .Where(partition => partition.Landed is not null)
            .ToLookup(partition => partition.Landed!.Stream);
        var compared = Partitions
            .Landing.Select(stream =>
            {
                var now = landed[stream].Where(partition => partition.ReceivedFrom > last).ToList();
                var then = landed[stream]
                    .Where(partition => partition.ReceivedFrom <= last)
                    .OrderBy(partition => partition.ReceivedTo)
                    .ToList();
                var cycle = then.Where(partition => partition.ReceivedTo > before).ToList();
                return now.Count == 0 || then.Count == 0 ? null : Between(stream, Types(cycle.Count > 0 ? cycle : then[^1..]), Types(now));
            })
            .OfType<IReadOnlyList<SchemaChange>>()
            .ToList();
        return compared.Count == 0 ? null : [.. compared.SelectMany(changes => changes)];
    }

    /// <summary>What is another column now.</summary>
    /// <param name="then">Every type that a column had, by its name.</param>
    /// <param name="now">The same of today.</param>
    public static IReadOnlyList<SchemaChange> Between(
        string stream,
        IReadOnlyDictionary<string, IReadOnlySet<string>> then,
        IReadOnlyDictionary<string, IReadOnlySet<string>> now
    ) =>
        [
            .. then
                .Keys.Union(now.Keys)
                .Order(StringComparer.Ordinal)
                .Select(column =>
                    (then.GetValueOrDefault(column), now.GetValueOrDefault(column)) switch
                    {
                        (null, { } is_) => new SchemaChange(stream, column, ColumnChange.New, "", Said(is_)),
                        ({ } was, null) => new(stream, column, ColumnChange.Missing, Said(was), ""),
                        ({ } was, { } is_) when is_.Any(type => !was.Any(known => Alike(known, type))) => new(
                            stream,
                            column,
                            ColumnChange.Retyped,
                            Said(was),
                            Said(is_)
                        ),
                        _ => null,
                    }
                )
                .OfType<SchemaChange>(),
        ];

    private static Dictionary<string, IReadOnlySet<string>> Types(IReadOnlyList<Partition> partitions) =>
        partitions
            .SelectMany(partition => partition.Landed!.Columns)
            .GroupBy(column => column.Key, StringComparer.Ordinal)
            .ToDictionary(
                column => column.Key,
                IReadOnlySet<string> (column) =>
                    new SortedSet<string>(column.SelectMany(type => type.Value.Split(" or ")), StringComparer.Ordinal),
                StringComparer.Ordinal
            );

    private static string Said(IReadOnlySet<string> types) => string.Join(" or ", types.Where(type => type.Length > 0));

    /// <summary>The same type; of JSON lines, which know few types, one that could be the same; of a column of nulls any.</summary>
    private static bool Alike(string one, string other) =>
        one == other
        || one.Length == 0
        || other.Length == 0
        || ((LandedColumns.IsOfJson(one) || LandedColumns.IsOfJson(other)) && FamilyOf(one) == FamilyOf(other));

    private static string FamilyOf(string type) =>
        LandedColumns.IsOfJson(type) ? type
        : type == "BOOLEAN" ? "boolean"
        : type.Contains("INT", StringComparison.Ordinal)
        || type is "DOUBLE" or "FLOAT"
        || type.StartsWith("DECIMAL", StringComparison.Ordinal)
            ? "number"
        : type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal)
            ? "nested"
        : "text";
}
