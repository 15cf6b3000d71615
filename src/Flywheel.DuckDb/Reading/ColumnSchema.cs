using System.Data;
using System.Data.Common;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb.Reading;

/// <summary>What is known about a column of a result: its place, name and type. Any column may be NULL.</summary>
internal sealed class ColumnSchema : DbColumn
{
    public ColumnSchema(int ordinal, string name, LogicalType type)
    {
        ColumnOrdinal = ordinal;
        ColumnName = name;
        BaseColumnName = name;
        DataType = TypeNames.Clr(type);
        DataTypeName = TypeNames.Sql(type);
        AllowDBNull = true;
        IsReadOnly = true;
        IsLong = false;
        IsUnique = false;
        IsKey = false;
        ColumnSize = StoredSize.Of(type) is var bytes and > 0 ? bytes : -1;
        if (type.Id == DuckDbType.Decimal)
        {
            NumericPrecision = type.Width;
            NumericScale = type.Scale;
        }
    }

    /// <summary>The columns as the table that older readers of schemas know.</summary>
    public static DataTable Table(IEnumerable<DbColumn> columns)
    {
        var table = new DataTable("SchemaTable");
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add("DataTypeName", typeof(string));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsLong, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsUnique, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsKey, typeof(bool));
        table.Columns.Add(SchemaTableOptionalColumn.IsReadOnly, typeof(bool));
        foreach (var column in columns)
        {
            table.Rows.Add(
                column.ColumnName,
                column.ColumnOrdinal,
                column.ColumnSize,
                column.NumericPrecision ?? (object)DBNull.Value,
                column.NumericScale ?? (object)DBNull.Value,
                column.DataType,
                column.DataTypeName,
                column.AllowDBNull,
                column.IsLong,
                column.IsUnique,
                column.IsKey,
                column.IsReadOnly
            );
        }

        return table;
    }
}
