using System.Numerics;
using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class TypeRoundTripTests : IDisposable
{
    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public void Dispose() => connection.Dispose();

    public static TheoryData<string, object> Values =>
        new()
        {
            { "BOOLEAN", true },
            { "TINYINT", (sbyte)-128 },
            { "SMALLINT", short.MinValue },
            { "INTEGER", int.MaxValue },
            { "BIGINT", long.MinValue },
            { "UTINYINT", byte.MaxValue },
            { "USMALLINT", ushort.MaxValue },
            { "UINTEGER", uint.MaxValue },
            { "UBIGINT", ulong.MaxValue },
            { "HUGEINT", -79228162514264337593543950335m },
            { "UHUGEINT", 79228162514264337593543950335m },
            { "FLOAT", 1.5f },
            { "DOUBLE", -0.1 },
            { "DECIMAL(4,2)", -12.34m },
            { "DECIMAL(9,0)", 123456789m },
            { "DECIMAL(18,6)", 123456789012.345678m },
            { "DECIMAL(28,28)", 0.1234567890123456789012345678m },
            { "VARCHAR", "Zürich, 東京, 🛫 and something beyond twelve bytes" },
            { "VARCHAR", "" },
            { "BLOB", new byte[] { 0, 1, 255 } },
            { "DATE", new DateOnly(1, 1, 1) },
            { "DATE", new DateOnly(9999, 12, 31) },
            { "TIME", new TimeOnly(23, 59, 59, 999, 999) },
            { "TIMESTAMP", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999) },
            { "TIMESTAMP", new DateTime(9999, 12, 31, 23, 59, 59, 999, 999) },
            { "TIMESTAMP_S", new DateTime(2001, 1, 1, 7, 30, 5) },
            { "TIMESTAMP_MS", new DateTime(2001, 1, 1, 7, 30, 5, 123) },
            { "TIMESTAMP_NS", new DateTime(1960, 1, 1, 7, 30, 5, 123, 456) },
            { "TIMESTAMPTZ", new DateTimeOffset(2001, 1, 1, 7, 30, 5, 123, 456, TimeSpan.Zero) },
            { "INTERVAL", new TimeSpan(-3, 4, 5, 6, 7, 8) },
            { "UUID", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
            { "UUID", Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100") },
            { "BIGINT[]", new[] { 1L, 2L, 3L } },
            { "DOUBLE[]", new[] { 0.5, double.NaN } },
            { "VARCHAR[]", new[] { "ATL", "", "ORD" } },
            { "FLOAT[]", Array.Empty<float>() },
            { "TIMESTAMP[]", new[] { new DateTime(2001, 1, 1) } },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_come_back_as_they_went(string type, object value)
    {
        connection.Run($"CREATE TABLE t (x {type}, n INTEGER)");
        connection.Run("INSERT INTO t VALUES (@x, 1), (NULL, 2)", ("x", value));

        using var command = connection.Command("SELECT x FROM t ORDER BY n");
        using var reader = command.ExecuteReader();
        var first = reader.Read() ? reader.GetValue(0) : null;
        var second = reader.Read() ? reader.GetValue(0) : null;

        Assert.Equal(value, first);
        Assert.Equal(DBNull.Value, second);
        Assert.Equal(value.GetType(), reader.GetFieldType(0));
        Assert.True(reader.IsDBNull(0));
    }

    [Fact]
    public void Huge_integers_read_exactly_as_128_bits()
    {
        var value = Int128.MaxValue - 7;

        using var command = connection.Command(
            "SELECT @a::HUGEINT, @b::HUGEINT, 340282366920938463463374607431768211455::UHUGEINT",
            ("a", value),
            ("b", -(BigInteger)value)
        );
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal(value, reader.GetFieldValue<Int128>(0));
        Assert.Equal(-value, reader.GetFieldValue<Int128>(1));
        Assert.Equal((BigInteger)value, reader.GetFieldValue<BigInteger>(0));
        Assert.Equal(UInt128.MaxValue, reader.GetFieldValue<UInt128>(2));
        Assert.Throws<OverflowException>(() => reader.GetInt64(0));
        Assert.Throws<OverflowException>(() => reader.GetValue(0));
    }

    [Fact]
    public void Numbers_convert_checked()
    {
        using var command = connection.Command("SELECT 300::BIGINT, sum(x), 2.50::DECIMAL(5,2), 7::UBIGINT FROM range(4) t(x)");
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal(300, reader.GetInt32(0));
        Assert.Equal(300.0, reader.GetDouble(0));
        Assert.Throws<OverflowException>(() => reader.GetByte(0));
        Assert.Equal(6, reader.GetInt64(1));
        Assert.Equal(6, reader.GetFieldValue<long>(1));
        Assert.Equal(6L, reader.GetFieldValue<long?>(1));
        Assert.Equal(2.5, reader.GetDouble(2));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(2));
        Assert.Equal(7, reader.GetFieldValue<short>(3));
    }

    [Fact]
    public void Enums_read_as_their_words()
    {
        connection.Run("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");

        var words = connection.Scalar("SELECT list(m ORDER BY m) FROM (VALUES ('happy'::mood), ('sad'::mood)) t(m)");
        using var command = connection.Command("SELECT 'ok'::mood");
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal(new[] { "sad", "happy" }, words);
        Assert.Equal("ok", reader.GetString(0));
        Assert.Equal(
            DayOfWeek.Monday,
            connection.Command("SELECT 'Monday'").ExecuteReader() is var days && days.Read() ? days.GetFieldValue<DayOfWeek>(0) : default
        );
    }

    [Fact]
    public void Lists_structs_and_maps_nest()
    {
        var value = connection.Scalar("SELECT {'name': 'ATL', 'delays': [1, NULL, 3]::BIGINT[], 'by_week': MAP {1: [0.5::DOUBLE], 2: []}}");

        var fields = Assert.IsType<Dictionary<string, object?>>(value);
        var weeks = Assert.IsType<Dictionary<object, object?>>(fields["by_week"]);
        Assert.Equal("ATL", fields["name"]);
        Assert.Equal(new long?[] { 1, null, 3 }, fields["delays"]);
        Assert.Equal(new[] { 0.5 }, weeks[1]);
        Assert.Equal(Array.Empty<double>(), weeks[2]);
    }

    [Fact]
    public void Lists_of_lists_and_fixed_arrays_keep_their_rows_apart()
    {
        using var command = connection.Command(
            "SELECT [[x, x + 1], [x]]::BIGINT[][], [x, 2 * x, NULL]::FLOAT[3] FROM range(3) t(x) ORDER BY x"
        );
        using var reader = command.ExecuteReader();
        reader.Read();
        reader.Read();

        Assert.Equal(new[] { new[] { 1L, 2L }, [1L] }, reader.GetValue(0));
        Assert.Equal(new float?[] { 1, 2, null }, reader.GetValue(1));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<float[]>(1));
    }

    [Fact]
    public void Lists_read_as_arrays_of_nullable_elements_when_asked()
    {
        using var command = connection.Command("SELECT [1, 2]::BIGINT[]");
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal([1L, 2L], reader.GetFieldValue<long[]>(0));
        Assert.Equal([1L, 2L], reader.GetFieldValue<long?[]>(0));
    }

    [Fact]
    public void Timestamps_have_no_kind_and_zones_become_utc()
    {
        connection.Run("SET TimeZone = 'America/New_York'");

        var plain = (DateTime)connection.Scalar("SELECT TIMESTAMP '2001-01-01 07:30:00.000001'")!;
        var zoned = (DateTimeOffset)connection.Scalar("SELECT TIMESTAMPTZ '2001-01-01 07:30:00-05'")!;

        Assert.Equal(DateTimeKind.Unspecified, plain.Kind);
        Assert.Equal(10, plain.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(new DateTimeOffset(2001, 1, 1, 12, 30, 0, TimeSpan.Zero), zoned);
    }

    [Theory]
    [InlineData("SELECT 'infinity'::TIMESTAMP")]
    [InlineData("SELECT '-infinity'::TIMESTAMP")]
    [InlineData("SELECT 'infinity'::DATE")]
    [InlineData("SELECT DATE '0044-03-15 (BC)'")]
    [InlineData("SELECT INTERVAL 1 MONTH")]
    [InlineData("SELECT TIME '24:00:00'")]
    [InlineData("SELECT '101'::BIT")]
    public void What_dotnet_cannot_hold_is_refused_with_a_sentence(string sql)
    {
        var error = Assert.Throws<InvalidCastException>(() => connection.Scalar(sql));

        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_with_months_read_in_their_parts()
    {
        using var command = connection.Command("SELECT INTERVAL '14 months 3 days 1.5 seconds'");
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.Equal(new DuckDbInterval(14, 3, 1_500_000), reader.GetFieldValue<DuckDbInterval>(0));
    }

    [Fact]
    public void Bare_null_reads_as_null() => Assert.Equal(DBNull.Value, connection.Scalar("SELECT NULL"));

    [Fact]
    public void Typed_getters_refuse_null_by_the_columns_name()
    {
        using var command = connection.Command("SELECT NULL::BIGINT AS delay");
        using var reader = command.ExecuteReader();
        reader.Read();

        var error = Assert.Throws<InvalidCastException>(() => reader.GetInt64(0));

        Assert.Contains("'delay'", error.Message, StringComparison.Ordinal);
        Assert.Null(reader.GetFieldValue<long?>(0));
        Assert.Equal(DBNull.Value, reader.GetFieldValue<object>(0));
    }
}
