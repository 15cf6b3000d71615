using System.Data.Common;
using Flywheel.Monitoring;
using Flywheel.Tests.Infra;
using Flywheel.Warehouse;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Monitoring;

/// <summary>A log of very many columns is watched by few statements, and what they find is what a statement for each column would.</summary>
public sealed class WideLogTests : IDisposable
{
    private const string Window = "\"at\" >= 300";
    private const string Before = "\"at\" < 300";

    /// <summary>What a column may hold, over the row's number <c>i</c> and the column's <c>{0}</c>.</summary>
    private static readonly (string Sql, bool IsNumeric)[] Kinds =
    [
        ("hash(i, {0}) % 1000 / 7e0", true),
        (
            "CASE i % 5 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'Infinity'::DOUBLE WHEN 2 THEN '-Infinity'::DOUBLE ELSE i / ({0} + 1e0) END",
            true
        ),
        ("CAST(NULL AS DOUBLE)", true),
        ("CASE WHEN i < 300 THEN {0} + 0.5e0 END", true),
        ("0.1e0", true),
        ("CASE WHEN i % 2 = 0 THEN -0e0 ELSE 0e0 END", true),
        ("CAST(i % ({0} + 1) AS BIGINT)", true),
        ("i % 3 = {0} % 3", true),
        ("CASE WHEN i % 4 > 0 THEN ['a', 'B', '', 'é', '\uFFFD', '😀', ' b'][1 + (i + {0}) % 7] END", false),
        ("CAST(NULL AS VARCHAR)", false),
        ("CASE WHEN i >= 300 THEN 'late' END", false),
        ("CAST(hash(i, {0}) % 200 AS VARCHAR)", false),
    ];

    private static readonly string[] Words = ["value", "rows", "place", "its value", "its column", "window", "log"];

    private readonly InMemory memory = new();

    public WideLogTests() =>
        memory.Database.Execute(
            $"""
            CREATE TABLE log AS SELECT i AS "at", {string.Join(
                ", ",
                Columns.Select((column, i) => $"{string.Format(null, Kinds[i % Kinds.Length].Sql, i)} AS {Sql.Name(column.Name)}")
            )}
            FROM range(700) AS t(i)
            """
        );

    private static DriftColumn Score { get; } = new("score", "0.5e0", IsNumeric: true, IsScore: true);

    /// <summary>600 of every kind, some named by words of our own statements.</summary>
    private static IReadOnlyList<DriftColumn> Columns { get; } =
    [.. Enumerable.Range(0, 600).Select(i => Named(i < Words.Length ? Words[i] : $"c{i}", Kinds[i % Kinds.Length].IsNumeric))];

    public void Dispose() => memory.Dispose();

    [Fact]
    public void What_many_columns_hold_is_what_each_holds()
    {
        foreach (var where in new[] { Window, Before, "FALSE" })
        {
            var together = ManyColumns.Read(memory.Database, Columns, where);

            Assert.Equal(Columns.Count, together.Count);
            foreach (var (column, read) in Columns.Zip(together))
            {
                var alone = column.Read(memory.Database, where);
                Assert.Equal(alone.Numbers, read.Numbers);
                Assert.Equal(alone.Categories, read.Categories);
                Assert.Equal(alone.Counts, read.Counts);
            }
        }
    }

    [Fact]
    public void The_drift_of_many_columns_is_that_of_each_in_few_statements()
    {
        var statements = new CountingDriver(memory.Database.Driver);
        IReadOnlyList<DriftColumn> columns = [Score, .. Columns];

        var together = Between(columns, memory.Database with { Driver = statements });

        var alone = columns.SelectMany(column => Between([column], memory.Database));
        Assert.Equal(alone, together);
        Assert.True(together.Count > Columns.Count);
        Assert.InRange(statements.Count, 1, 8 + (4 * Environment.ProcessorCount));
    }

    [Fact]
    public void The_longer_the_window_the_fewer_columns_are_read_at_a_time()
    {
        using var rows = new InMemory();
        rows.Database.Execute("CREATE TABLE log AS SELECT i AS \"at\" FROM range(500_000) AS t(i)");

        var batches = ManyColumns.Batches([Score, .. Columns], rows.Database, Window, Before);

        Assert.Equal("score", Assert.Single(batches[0]).Name);
        Assert.Equal(8, batches.Max(batch => batch.Count));
        Assert.Equal(Columns, batches.Skip(1).SelectMany(batch => batch));
    }

    private static DriftColumn Named(string name, bool isNumeric) => new(name, Sql.Name(name), isNumeric, IsScore: false);

    private static List<Drift> Between(IReadOnlyList<DriftColumn> columns, Database database) =>
        [.. Drifts.Between(FlightsStrategy.Loaded, columns, database, Window, Before, [0.25, 0.5, 0.75])];

    /// <summary>Counts the results that are read.</summary>
    private sealed class CountingDriver(IDatabaseDriver inner) : IDatabaseDriver
    {
        private int count;

        public int Count => count;

        public DbConnection Another(DbConnection connection) => inner.Another(connection);

        public void Append(DbConnection connection, string table, IReadOnlyList<Array> columns) => inner.Append(connection, table, columns);

        public IEnumerable<IColumnChunk> Read(DbCommand command)
        {
            Interlocked.Increment(ref count);
            return inner.Read(command);
        }
    }
}
