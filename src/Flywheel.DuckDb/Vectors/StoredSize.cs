namespace Flywheel.DuckDb.Vectors;

/// <summary>Bytes a row that a type takes in its vector.</summary>
internal static class StoredSize
{
    /// <returns>1 to 16; 0 for nested types, which lie elsewhere.</returns>
    public static int Of(LogicalType type) =>
        type.Stored switch
        {
            DuckDbType.Boolean or DuckDbType.Int8 or DuckDbType.UInt8 => 1,
            DuckDbType.Int16 or DuckDbType.UInt16 => 2,
            DuckDbType.Int32 or DuckDbType.UInt32 or DuckDbType.Float or DuckDbType.Date => 4,
            DuckDbType.Int64 or DuckDbType.UInt64 or DuckDbType.Double or DuckDbType.Time or DuckDbType.TimeNanoseconds => 8,
            DuckDbType.Timestamp
            or DuckDbType.TimestampSeconds
            or DuckDbType.TimestampMilliseconds
            or DuckDbType.TimestampNanoseconds
            or DuckDbType.TimestampWithZone => 8,
            DuckDbType.Int128 or DuckDbType.UInt128 or DuckDbType.Uuid or DuckDbType.Interval => 16,
            _ => 0,
        };
}
