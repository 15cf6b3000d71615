using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Some rows of <c>log</c>, for a check to put a question to.</summary>
/// <param name="Where">SQL condition.</param>
public sealed record Slice(Database Database, string Where)
{
    /// <summary>Aggregates over the rows.</summary>
    /// <param name="select">SQL of the columns, each with its name.</param>
    public ColumnTable Table(string select) => Database.Table($"SELECT {select} FROM log WHERE {Where}");

    /// <summary>How many rows meet a condition.</summary>
    public long Count(string condition) => Database.Value<long>($"SELECT count(*) FROM log WHERE {Where} AND ({condition})");

    /// <summary>The rows of this slice that meet a condition too.</summary>
    public Slice Of(string condition) => this with { Where = $"{Where} AND ({condition})" };
}
