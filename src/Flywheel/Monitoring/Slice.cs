using Flywheel.Logging;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Some rows of <c>log</c>, for a check to put a question to.</summary>
/// <param name="Where">SQL condition.</param>
public sealed record Slice(Database Database, string Where)
{
    /// <summary>Whether the rows are a sample of the events: a row then counts for as many as its chance of being kept says.</summary>
    public bool IsSampled { get; init; }

    /// <summary>SQL of the events that a row stands for.</summary>
    public string StandsFor => IsSampled ? $"1 / {LogSection.Inclusion}" : "1";

    /// <summary>Aggregates over the rows.</summary>
    /// <param name="select">SQL of the columns, each with its name.</param>
    public ColumnTable Table(string select) => Database.Table($"SELECT {select} FROM log WHERE {Where}");

    /// <summary>How many events meet a condition: counted, or estimated where the rows are a sample.</summary>
    public long Count(string condition) => Database.Value<long>($"SELECT {Counting(condition)} FROM log WHERE {Where}");

    /// <summary>SQL aggregate of <see cref="Count"/>, which explanations show.</summary>
    public string Counting(string condition = "TRUE") =>
        IsSampled ? $"CAST(round(coalesce(sum({StandsFor}) FILTER ({condition}), 0)) AS BIGINT)" : $"count(*) FILTER ({condition})";

    /// <summary>The rows of this slice that meet a condition too.</summary>
    public Slice Of(string condition) => this with { Where = $"{Where} AND ({condition})" };
}
