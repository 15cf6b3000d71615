namespace Flywheel.DuckDb;

/// <summary>What a column holds, by DuckDB's own numbers; the SQL name stands beside each.</summary>
public enum DuckDbType
{
    /// <summary>None.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN, one byte.</summary>
    Boolean = 1,

    /// <summary>TINYINT.</summary>
    Int8 = 2,

    /// <summary>SMALLINT.</summary>
    Int16 = 3,

    /// <summary>INTEGER.</summary>
    Int32 = 4,

    /// <summary>BIGINT.</summary>
    Int64 = 5,

    /// <summary>UTINYINT.</summary>
    UInt8 = 6,

    /// <summary>USMALLINT.</summary>
    UInt16 = 7,

    /// <summary>UINTEGER.</summary>
    UInt32 = 8,

    /// <summary>UBIGINT.</summary>
    UInt64 = 9,

    /// <summary>FLOAT, 4 bytes.</summary>
    Float = 10,

    /// <summary>DOUBLE, 8 bytes.</summary>
    Double = 11,

    /// <summary>TIMESTAMP, microseconds since 1970-01-01, without a zone.</summary>
    Timestamp = 12,

    /// <summary>DATE, days since 1970-01-01.</summary>
    Date = 13,

    /// <summary>TIME, microseconds since midnight.</summary>
    Time = 14,

    /// <summary>INTERVAL, months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>HUGEINT, 16 bytes; what sum(BIGINT) gives.</summary>
    Int128 = 16,

    /// <summary>VARCHAR, UTF-8.</summary>
    Varchar = 17,

    /// <summary>BLOB.</summary>
    Blob = 18,

    /// <summary>DECIMAL(width, scale), an integer of 2 to 16 bytes by width.</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S, seconds since 1970-01-01.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS, milliseconds since 1970-01-01.</summary>
    TimestampMilliseconds = 21,

    /// <summary>TIMESTAMP_NS, nanoseconds since 1970-01-01.</summary>
    TimestampNanoseconds = 22,

    /// <summary>ENUM, an unsigned index into a dictionary.</summary>
    Enum = 23,

    /// <summary>LIST, e.g. BIGINT[].</summary>
    List = 24,

    /// <summary>STRUCT.</summary>
    Struct = 25,

    /// <summary>MAP.</summary>
    Map = 26,

    /// <summary>UUID, 16 bytes.</summary>
    Uuid = 27,

    /// <summary>UNION.</summary>
    Union = 28,

    /// <summary>BIT.</summary>
    Bit = 29,

    /// <summary>TIME WITH TIME ZONE.</summary>
    TimeWithZone = 30,

    /// <summary>TIMESTAMP WITH TIME ZONE, microseconds since 1970-01-01 UTC.</summary>
    TimestampWithZone = 31,

    /// <summary>UHUGEINT, 16 bytes.</summary>
    UInt128 = 32,

    /// <summary>ARRAY of a fixed length, e.g. FLOAT[3].</summary>
    Array = 33,

    /// <summary>Any type, in signatures of functions.</summary>
    Any = 34,

    /// <summary>BIGNUM, an integer without bounds.</summary>
    BigNumber = 35,

    /// <summary>The type of a bare NULL.</summary>
    Null = 36,

    /// <summary>The type of a text literal before it is bound.</summary>
    StringLiteral = 37,

    /// <summary>The type of an integer literal before it is bound.</summary>
    IntegerLiteral = 38,

    /// <summary>TIME_NS, nanoseconds since midnight.</summary>
    TimeNanoseconds = 39,

    /// <summary>GEOMETRY.</summary>
    Geometry = 40,
}
