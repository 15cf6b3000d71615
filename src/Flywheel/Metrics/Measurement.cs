using System.Text.Json.Serialization;

namespace Flywheel.Metrics;

/// <summary>A number with its interval, or the reason why there is none.</summary>
public sealed record Measurement
{
    /// <summary>Rows behind it.</summary>
    public int Rows { get; init; }

    /// <summary>Effective number of clusters: the independent draws behind it.</summary>
    public double Clusters { get; init; }

    public double? Value { get; init; }

    /// <summary>Standard error, cluster-robust.</summary>
    public double? StandardError { get; init; }

    /// <summary>Degrees of freedom of its Student's t.</summary>
    public double Degrees { get; init; }

    /// <summary>Its variance if rows were independent.</summary>
    [JsonIgnore]
    public double RowVariance { get; init; }

    /// <summary>Lower end of the interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public double? High { get; init; }

    /// <summary>Why there is no value or no interval; null where both are there.</summary>
    public string? Why { get; init; }

    [JsonIgnore]
    public bool HasInterval => Low is not null;

    public static Measurement Absent(int rows, string why) => new() { Rows = rows, Why = why };
}
