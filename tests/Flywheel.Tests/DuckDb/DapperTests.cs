using System.Data.Common;
using Dapper;
using Flywheel.DuckDb;

namespace Flywheel.Tests.DuckDb;

public sealed class DapperTests : IDisposable
{
    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public DapperTests() =>
        connection.Execute(
            """
            CREATE TABLE flight (id BIGINT PRIMARY KEY, origin TEXT NOT NULL, delay DOUBLE, departs TIMESTAMP);
            INSERT INTO flight VALUES (1, 'ATL', 12.5, '2001-01-01 07:30:00'), (2, 'ORD', NULL, NULL), (3, 'ATL', -3, '2001-01-02');
            """
        );

    public void Dispose() => connection.Dispose();

    private sealed record Flight(long Id, string Origin, double? Delay, DateTime? Departs);

    private sealed record Airport(string Code, string City);

    private sealed class Total
    {
        public long Sum { get; set; }

        public DateOnly Day { get; set; }
    }

    [Fact]
    public void Records_are_made_by_their_constructor()
    {
        var flights = connection.Query<Flight>("SELECT * FROM flight ORDER BY id").ToList();

        Assert.Equal(new Flight(1, "ATL", 12.5, new DateTime(2001, 1, 1, 7, 30, 0)), flights[0]);
        Assert.Equal(new Flight(2, "ORD", null, null), flights[1]);
    }

    [Fact]
    public void Sum_of_bigint_reads_as_long()
    {
        var sum = connection.QuerySingle<long>("SELECT sum(id) FROM flight");
        var scalar = connection.ExecuteScalar<long>("SELECT sum(id) FROM flight");
        var total = connection.QuerySingle<Total>("SELECT sum(id) AS sum, DATE '2001-01-01' AS day FROM flight");

        Assert.Equal(6, sum);
        Assert.Equal(6, scalar);
        Assert.Equal((6, new DateOnly(2001, 1, 1)), (total.Sum, total.Day));
    }

    [Fact]
    public void Nullable_and_dynamic_values_carry_null()
    {
        var delay = connection.QuerySingle<double?>("SELECT delay FROM flight WHERE id = 2");
        var row = connection.QuerySingle("SELECT id, delay FROM flight WHERE id = 2");

        Assert.Null(delay);
        Assert.Equal(2L, (long)row.id);
        Assert.Null(row.delay);
    }

    [Fact]
    public void Parameters_come_by_name_and_may_be_null()
    {
        var found = connection.QuerySingle<long>(
            "SELECT id FROM flight WHERE origin = @Origin AND delay > @Delay",
            new { Origin = "ATL", Delay = 0.5 }
        );
        connection.Execute("UPDATE flight SET delay = @Delay WHERE id = @Id", new { Delay = (double?)null, Id = 1L });

        Assert.Equal(1, found);
        Assert.Null(connection.QuerySingle<double?>("SELECT delay FROM flight WHERE id = 1"));
    }

    [Fact]
    public void In_lists_are_expanded_also_when_empty()
    {
        var two = connection.Query<long>("SELECT id FROM flight WHERE id IN @Ids ORDER BY id", new { Ids = new[] { 1L, 3L, 9L } });
        var none = connection.Query<long>("SELECT id FROM flight WHERE id IN @Ids", new { Ids = Array.Empty<long>() });

        Assert.Equal([1, 3], two);
        Assert.Empty(none);
    }

    [Fact]
    public void Executing_over_many_rows_runs_once_a_row()
    {
        var changed = connection.Execute(
            "INSERT INTO flight (id, origin) VALUES (@Id, @Origin)",
            new[] { new { Id = 10L, Origin = "DEN" }, new { Id = 11L, Origin = "PHX" } }
        );

        Assert.Equal(2, changed);
        Assert.Equal(5L, connection.ExecuteScalar<long>("SELECT count(*) FROM flight"));
    }

    [Fact]
    public void Rolled_back_transactions_leave_nothing()
    {
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM flight", transaction: transaction);
            transaction.Rollback();
        }

        Assert.Equal(3L, connection.ExecuteScalar<long>("SELECT count(*) FROM flight"));
    }

    [Fact]
    public void Committed_transactions_stay_and_undisposed_ones_roll_back()
    {
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM flight WHERE id = 1", transaction: transaction);
            transaction.Commit();
        }

        using (connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM flight");
        }

        Assert.Equal(2L, connection.ExecuteScalar<long>("SELECT count(*) FROM flight"));
    }

    [Fact]
    public void Upsert_returns_the_row_it_left()
    {
        const string upsert = """
            INSERT INTO flight (id, origin, delay) VALUES (@Id, 'ATL', @Delay)
            ON CONFLICT (id) DO UPDATE SET delay = excluded.delay RETURNING id, origin, delay, departs
            """;

        var flight = connection.QuerySingle<Flight>(upsert, new { Id = 3L, Delay = 44.0 });

        Assert.Equal(44.0, flight.Delay);
        Assert.Equal(3L, connection.ExecuteScalar<long>("SELECT count(*) FROM flight"));
    }

    [Fact]
    public void Multi_mapping_splits_a_row_into_two_records()
    {
        const string sql = """
            SELECT f.*, a.code, a.city FROM flight f
            JOIN (VALUES ('ATL', 'Atlanta'), ('ORD', 'Chicago')) a(code, city) ON a.code = f.origin ORDER BY f.id
            """;

        var pairs = connection.Query<Flight, Airport, (long, string)>(sql, (flight, airport) => (flight.Id, airport.City), splitOn: "code");

        Assert.Equal([(1, "Atlanta"), (2, "Chicago"), (3, "Atlanta")], pairs);
    }

    [Fact]
    public void QueryMultiple_steps_through_results()
    {
        using var results = connection.QueryMultiple(
            "SELECT id FROM flight ORDER BY id; SELECT DISTINCT origin FROM flight ORDER BY origin"
        );

        var ids = results.Read<long>().ToList();
        var origins = results.Read<string>().ToList();

        Assert.Equal([1, 2, 3], ids);
        Assert.Equal(["ATL", "ORD"], origins);
    }

    [Fact]
    public async Task Async_queries_give_the_same_rows()
    {
        var flights = await connection.QueryAsync<Flight>("SELECT * FROM flight ORDER BY id");
        var count = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM flight");
        var unbuffered = new List<long>();
        await foreach (var id in connection.QueryUnbufferedAsync<long>("SELECT id FROM flight ORDER BY id"))
        {
            unbuffered.Add(id);
        }

        Assert.Equal(3, flights.Count());
        Assert.Equal(3, count);
        Assert.Equal([1, 2, 3], unbuffered);
    }

    [Fact]
    public async Task Cancelled_queries_end_soon_and_the_connection_lives_on()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var command = new CommandDefinition(DuckDbSample.Endless, cancellationToken: soon.Token);

        await Assert
            .ThrowsAnyAsync<OperationCanceledException>(() => connection.QueryAsync<long>(command))
            .WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(3L, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM flight"));
    }

    [Fact]
    public void Violated_keys_are_constraint_errors()
    {
        var error = Assert.Throws<DuckDbException>(() => connection.Execute("INSERT INTO flight (id, origin) VALUES (1, 'X')"));

        Assert.Equal(DuckDbErrorType.Constraint, error.ErrorType);
        Assert.Contains("id: 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factory_serves_code_that_knows_only_the_base_classes()
    {
        DbProviderFactory factory = DuckDbFactory.Instance;
        using var other = factory.CreateConnection()!;
        other.ConnectionString = "Data Source=:memory:";
        other.Open();

        Assert.Equal(42, other.QuerySingle<int>("SELECT 42"));
    }
}
