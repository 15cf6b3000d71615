using System.Globalization;

namespace Flywheel.DuckDb.Vectors;

/// <summary>What a column type is called in SQL, and which .NET type its values have.</summary>
internal static class TypeNames
{
    /// <summary>The SQL name, e.g. <c>DECIMAL(18,3)</c> or <c>BIGINT[]</c>.</summary>
    public static string Sql(LogicalType type) =>
        type.Id switch
        {
            DuckDbType.Int8 => "TINYINT",
            DuckDbType.Int16 => "SMALLINT",
            DuckDbType.Int32 => "INTEGER",
            DuckDbType.Int64 => "BIGINT",
            DuckDbType.Int128 => "HUGEINT",
            DuckDbType.UInt8 => "UTINYINT",
            DuckDbType.UInt16 => "USMALLINT",
            DuckDbType.UInt32 => "UINTEGER",
            DuckDbType.UInt64 => "UBIGINT",
            DuckDbType.UInt128 => "UHUGEINT",
            DuckDbType.TimestampSeconds => "TIMESTAMP_S",
            DuckDbType.TimestampMilliseconds => "TIMESTAMP_MS",
            DuckDbType.TimestampNanoseconds => "TIMESTAMP_NS",
            DuckDbType.TimestampWithZone => "TIMESTAMP WITH TIME ZONE",
            DuckDbType.TimeWithZone => "TIME WITH TIME ZONE",
            DuckDbType.TimeNanoseconds => "TIME_NS",
            DuckDbType.BigNumber => "BIGNUM",
            DuckDbType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Width},{type.Scale})"),
            DuckDbType.List => $"{Sql(type.Element)}[]",
            DuckDbType.Array => string.Create(CultureInfo.InvariantCulture, $"{Sql(type.Element)}[{type.Length}]"),
            DuckDbType.Map => $"MAP({Sql(type.Parts[0].Type)}, {Sql(type.Parts[1].Type)})",
            DuckDbType.Struct => $"STRUCT({string.Join(", ", type.Parts.Select(part => $"{part.Name} {Sql(part.Type)}"))})",
            _ => type.Id.ToString().ToUpperInvariant(),
        };

    /// <summary>The type of the values that a reader gives for the column.</summary>
    public static Type Clr(LogicalType type) =>
        type.Id switch
        {
            DuckDbType.Boolean => typeof(bool),
            DuckDbType.Int8 => typeof(sbyte),
            DuckDbType.Int16 => typeof(short),
            DuckDbType.Int32 => typeof(int),
            DuckDbType.Int64 => typeof(long),
            DuckDbType.UInt8 => typeof(byte),
            DuckDbType.UInt16 => typeof(ushort),
            DuckDbType.UInt32 => typeof(uint),
            DuckDbType.UInt64 => typeof(ulong),
            DuckDbType.Float => typeof(float),
            DuckDbType.Double => typeof(double),
            // Int128 converts to nothing by IConvertible, which readers of rows rely on; decimal does, checked.
            DuckDbType.Int128 or DuckDbType.UInt128 or DuckDbType.Decimal => typeof(decimal),
            DuckDbType.Varchar or DuckDbType.Enum => typeof(string),
            DuckDbType.Blob => typeof(byte[]),
            DuckDbType.Uuid => typeof(Guid),
            DuckDbType.Date => typeof(DateOnly),
            DuckDbType.Time or DuckDbType.TimeNanoseconds => typeof(TimeOnly),
            DuckDbType.Interval => typeof(TimeSpan),
            DuckDbType.TimestampWithZone => typeof(DateTimeOffset),
            DuckDbType.Timestamp or DuckDbType.TimestampSeconds or DuckDbType.TimestampMilliseconds or DuckDbType.TimestampNanoseconds =>
                typeof(DateTime),
            DuckDbType.List or DuckDbType.Array => Clr(type.Element).MakeArrayType(),
            DuckDbType.Struct => typeof(Dictionary<string, object?>),
            DuckDbType.Map => typeof(Dictionary<object, object?>),
            _ => typeof(object),
        };
}
