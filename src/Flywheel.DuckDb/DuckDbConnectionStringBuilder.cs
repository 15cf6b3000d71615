using System.Data.Common;
using System.Globalization;

namespace Flywheel.DuckDb;

#pragma warning disable CA1010 // The base class is untyped, and so is what expects it.

/// <summary>The keys of a connection string: which database, and how much of the machine it may use.</summary>
public sealed class DuckDbConnectionStringBuilder : DbConnectionStringBuilder
{
    /// <summary>The data source of a database that lives and dies in memory.</summary>
    public const string InMemory = ":memory:";

    private static readonly string[] Known =
    [
        "Data Source",
        "Memory Limit",
        "Threads",
        "Temp Directory",
        "Max Temp Directory Size",
        "Without Optimizers",
    ];

    /// <summary>An empty connection string: a database in memory with DuckDB's own limits.</summary>
    public DuckDbConnectionStringBuilder() { }

    /// <exception cref="ArgumentException">A key is not known.</exception>
    public DuckDbConnectionStringBuilder(string connectionString)
    {
        ConnectionString = connectionString;
        foreach (string key in Keys)
        {
            if (!Known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"'{key}' is not a key of a DuckDB connection string. The keys are: {string.Join(", ", Known)}."
                );
            }
        }
    }

    /// <summary>A file, <c>:memory:</c> (the default; private to the connection and its duplicates) or <c>:memory:name</c> (shared by name).</summary>
    public string DataSource
    {
        get => Text("Data Source") ?? InMemory;
        set => this["Data Source"] = value;
    }

    /// <summary>Most memory of the database's buffers, e.g. <c>4GB</c>. Default: 80 % of the machine's.</summary>
    public string? MemoryLimit
    {
        get => Text("Memory Limit");
        set => this["Memory Limit"] = value;
    }

    /// <summary>Threads that one statement may use, at least 1. Default: one a core.</summary>
    public int? Threads
    {
        get => Text("Threads") is { } threads ? int.Parse(threads, CultureInfo.InvariantCulture) : null;
        set => this["Threads"] = value;
    }

    /// <summary>Folder that statements spill into when memory runs short. Default: beside the file; <c>.tmp</c> for memory.</summary>
    public string? TempDirectory
    {
        get => Text("Temp Directory");
        set => this["Temp Directory"] = value;
    }

    /// <summary>Most bytes that may be spilled, e.g. <c>10GB</c>. Default: 90 % of the free disk.</summary>
    public string? MaxTempDirectorySize
    {
        get => Text("Max Temp Directory Size");
        set => this["Max Temp Directory Size"] = value;
    }

    /// <summary>Steps of the optimizer to leave out, e.g. <c>common_subexpressions</c>, with commas between them. Default: none.</summary>
    public string? WithoutOptimizers
    {
        get => Text("Without Optimizers");
        set => this["Without Optimizers"] = value;
    }

    /// <summary>The settings that are given, by DuckDB's names.</summary>
    internal IEnumerable<(string Name, string Value)> Settings()
    {
        (string Name, string? Value)[] settings =
        [
            ("memory_limit", MemoryLimit),
            ("threads", Threads?.ToString(CultureInfo.InvariantCulture)),
            ("temp_directory", TempDirectory),
            ("max_temp_directory_size", MaxTempDirectorySize),
            ("disabled_optimizers", WithoutOptimizers),
        ];
        return settings.Where(setting => setting.Value is not null).Select(setting => (setting.Name, setting.Value!));
    }

    private string? Text(string key) => TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
}
