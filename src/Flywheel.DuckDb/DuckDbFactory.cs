using System.Data.Common;

namespace Flywheel.DuckDb;

/// <summary>Makes the provider's objects, for code that knows only System.Data.Common.</summary>
public sealed class DuckDbFactory : DbProviderFactory
{
    /// <summary>The one factory; <see cref="DbProviderFactories"/> finds it by this field.</summary>
    public static readonly DuckDbFactory Instance = new();

    private DuckDbFactory() { }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new DuckDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new DuckDbCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new DuckDbConnectionStringBuilder();
}
