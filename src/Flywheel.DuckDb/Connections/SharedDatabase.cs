using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Connections;

/// <summary>A database that connections of this process share: opened by the first, closed by the last.</summary>
/// <remarks>DuckDB locks a file to one handle, so that a second open of the same path would fail even within the process.</remarks>
internal sealed class SharedDatabase
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SharedDatabase> Opened = [];

    private readonly DatabaseHandle handle;
    private readonly string? key;
    private readonly Dictionary<string, string> settings;
    private int users = 1;

    private SharedDatabase(string? key, string? path, IEnumerable<(string Name, string Value)> settings)
    {
        this.key = key;
        this.settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        handle = Open(path, this.settings);
    }

    /// <summary>The database that the connection string names, opened if no other connection has done so.</summary>
    /// <exception cref="InvalidOperationException">It is open already with another value of a setting.</exception>
    public static SharedDatabase Use(DuckDbConnectionStringBuilder connection)
    {
        var source = connection.DataSource;
        if (source is DuckDbConnectionStringBuilder.InMemory or "")
        {
            return new SharedDatabase(key: null, path: null, connection.Settings());
        }

        var named = source.StartsWith(DuckDbConnectionStringBuilder.InMemory, StringComparison.Ordinal);
        var key = named ? source : Path.GetFullPath(source);
        lock (Gate)
        {
            if (Opened.TryGetValue(key, out var database))
            {
                database.MustAgree(connection.Settings());
                database.users++;
                return database;
            }

            return Opened[key] = new SharedDatabase(key, named ? null : key, connection.Settings());
        }
    }

    /// <summary>The same database for one more connection.</summary>
    public SharedDatabase UseAgain()
    {
        lock (Gate)
        {
            users++;
            return this;
        }
    }

    public ConnectionHandle Connect() =>
        NativeMethods.duckdb_connect(handle, out var connection) == NativeMethods.Success
            ? connection
            : throw new DuckDbException("DuckDB refused a further connection.", DuckDbErrorType.Connection);

    /// <summary>One connection less; the last one closes the database.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (--users > 0)
            {
                return;
            }

            if (key is not null)
            {
                Opened.Remove(key);
            }

            handle.Dispose();
        }
    }

    private void MustAgree(IEnumerable<(string Name, string Value)> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (!settings.TryGetValue(name, out var current) || !string.Equals(current, value, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException(
                    $"'{key}' is already open in this process with {name} = {current ?? "(default)"}, not {value}. "
                        + "Give every connection to it the same settings, or only the first."
                );
            }
        }
    }

    private static DatabaseHandle Open(string? path, Dictionary<string, string> settings)
    {
        _ = NativeMethods.duckdb_create_config(out var config);
        try
        {
            // Nothing is fetched from the network behind the caller's back.
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            foreach (var (name, value) in settings)
            {
                Set(config, name, value);
            }

            var state = NativeMethods.duckdb_open_ext(path, out var database, config, out var error);
            if (state != NativeMethods.Success)
            {
                database.Dispose();
                throw new DuckDbException(NativeText.Take(error) ?? $"DuckDB cannot open '{path}'.");
            }

            return database;
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }

    private static void Set(nint config, string name, string value)
    {
        if (NativeMethods.duckdb_set_config(config, name, value) != NativeMethods.Success)
        {
            throw new DuckDbException($"DuckDB does not accept {name} = '{value}'.", DuckDbErrorType.InvalidConfiguration);
        }
    }
}
