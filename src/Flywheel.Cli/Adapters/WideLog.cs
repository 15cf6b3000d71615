using System.Globalization;

namespace Flywheel.Cli.Adapters;

/// <summary>What a database needs for a log of very many columns.</summary>
internal static class WideLog
{
    /// <summary>Megabytes of a log of few columns.</summary>
    private const long Narrow = 4000;

    /// <summary>Columns that make no difference.</summary>
    private const int Few = 500;

    private const long ForEachColumn = 2;

    /// <summary>Part of the machine's memory that a wide log may take: the model that is trained needs the rest.</summary>
    private const double Share = 0.6;

    /// <summary>Memory of its buffers: a Parquet file is written with buffers for every column.</summary>
    /// <returns>As DuckDB reads it, e.g. <c>4000MB</c>.</returns>
    public static string MemoryLimit(int columns)
    {
        var wanted = Narrow + (ForEachColumn * Math.Max(0, columns - Few));
        var held = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * Share / 1e6);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Min(wanted, Math.Max(Narrow, held))}MB");
    }

    /// <summary>Steps of its optimizer to leave out: to look for what the expressions of thousands of columns share takes minutes, and finds hardly anything.</summary>
    public static string? WithoutOptimizers(int columns) => columns > Few ? "common_subexpressions" : null;
}
