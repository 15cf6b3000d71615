namespace Flywheel.Logging;

/// <summary>A file that production wrote: Parquet, or JSON lines, plain or by gzip.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Rows">Rows of Parquet; of JSON lines those that are not blank, whether they can be read or not.</param>
public sealed record LandingFile(string Path, long Rows)
{
    /// <summary>Names of landing files, as patterns.</summary>
    public static IReadOnlyList<string> Patterns { get; } = ["*.parquet", "*.jsonl", "*.jsonl.gz"];

    public bool HoldsLines => OfLines(Path);

    public static bool OfLines(string path) => !path.EndsWith(".parquet", StringComparison.Ordinal);
}
