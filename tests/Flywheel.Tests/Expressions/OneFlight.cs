using System.Data.Common;
using Flywheel.DuckDb;
using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Tests.Expressions;

/// <summary>A database with one flight, and a checker beside it: what the tests of expressions run on.</summary>
public sealed class OneFlight : IDisposable
{
    public const string Row = """
        SELECT CAST(1846 AS BIGINT) AS distance, CAST(-7 AS BIGINT) AS delay, CAST(NULL AS BIGINT) AS taxi, CAST(2.5 AS DOUBLE PRECISION) AS score,
            CAST('ATL' AS TEXT) AS origin, CAST('Zürich' AS TEXT) AS destination, CAST(NULL AS TEXT) AS gate, CAST(' 12 ' AS TEXT) AS note,
            TRUE AS late, DATE '2001-02-03' AS day, TIMESTAMP '2001-02-03 16:45:30' AS departs_at
        """;

    public static readonly Dictionary<string, SqlType> Schema = new()
    {
        ["distance"] = SqlType.Integer,
        ["delay"] = SqlType.Integer,
        ["taxi"] = SqlType.Integer,
        ["score"] = SqlType.Double,
        ["origin"] = SqlType.Text,
        ["destination"] = SqlType.Text,
        ["gate"] = SqlType.Text,
        ["note"] = SqlType.Text,
        ["late"] = SqlType.Boolean,
        ["day"] = SqlType.Date,
        ["departs_at"] = SqlType.Timestamp,
    };

    private readonly DuckDbConnection parser = new("Data Source=:memory:");
    private readonly DuckDbConnection flights = new("Data Source=:memory:");

    public OneFlight()
    {
        parser.Open();
        flights.Open();
        Execute($"CREATE TABLE flights AS {Row}");
        flights.Confine();
        Checker = new ExpressionChecker(parser);
    }

    public ExpressionChecker Checker { get; }

    /// <summary>The confined database that checked expressions run on.</summary>
    public DbConnection Flights => flights;

    public (CheckedExpression? Checked, IReadOnlyList<Fault> Faults) Check(string text, Wanted wanted = Wanted.Anything)
    {
        var faults = new List<Fault>();
        var found = Checker.Check(new Expression(text, new Place("strategy/flights/cohorts.yaml", 12, 9)), Schema, wanted, faults);
        return (found, faults);
    }

    public CheckedExpression Checked(string text, Wanted wanted = Wanted.Anything)
    {
        var (found, faults) = Check(text, wanted);
        return found ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    public object? Value(CheckedExpression expression) => Execute($"SELECT {expression.DuckDb} FROM flights");

    public void Dispose()
    {
        parser.Dispose();
        flights.Dispose();
    }

    private object? Execute(string sql)
    {
        using var command = flights.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
