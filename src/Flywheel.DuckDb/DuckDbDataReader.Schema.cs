using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using Flywheel.DuckDb.Reading;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb;

/// <content>Names and types of the columns.</content>
public sealed partial class DuckDbDataReader : IDbColumnSchemaGenerator
{
    /// <summary>Number of columns; 0 after a statement that returns none.</summary>
    public override int FieldCount => execution?.Shape.Count ?? 0;

    /// <inheritdoc/>
    public override string GetName(int ordinal) => Shape.Names[ordinal];

    /// <inheritdoc/>
    public override int GetOrdinal(string name) => Shape.IndexOf(name);

    /// <summary>The SQL type, e.g. <c>DECIMAL(18,3)</c>.</summary>
    public override string GetDataTypeName(int ordinal) => TypeNames.Sql(Shape.Types[ordinal]);

    /// <inheritdoc/>
    public override Type GetFieldType(int ordinal) => TypeNames.Clr(Shape.Types[ordinal]);

    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() =>
        new([
            .. Enumerable
                .Range(0, FieldCount)
                .Select(DbColumn (ordinal) => new ColumnSchema(ordinal, GetName(ordinal), Shape.Types[ordinal])),
        ]);

    /// <summary>One row a column, as <see cref="DataTable.Load(IDataReader)"/> expects; null without columns.</summary>
    public override DataTable? GetSchemaTable() => FieldCount == 0 ? null : ColumnSchema.Table(GetColumnSchema());
}
