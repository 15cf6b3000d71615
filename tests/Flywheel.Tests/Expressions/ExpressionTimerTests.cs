using Flywheel.Expressions;

namespace Flywheel.Tests.Expressions;

public sealed class ExpressionTimerTests : IDisposable
{
    private readonly OneFlight flight = new();

    [Fact]
    public void Work_within_the_limit_gives_its_result()
    {
        using var command = flight.Flights.CreateCommand();
        command.CommandText = $"SELECT {flight.Checked("distance + 1").DuckDb} FROM flights";
        var timer = new ExpressionTimer(TimeProvider.System, TimeSpan.FromMinutes(1));

        var value = timer.Run(command, "a feature", c => c.ExecuteScalar());

        Assert.Equal(1847L, value);
    }

    [Fact]
    public void Work_over_the_limit_is_cancelled_and_says_so()
    {
        using var command = flight.Flights.CreateCommand();
        command.CommandText = "SELECT sum(a.range * b.range % 7) FROM range(1000000) a, range(1000000) b";
        var timer = new ExpressionTimer(TimeProvider.System, TimeSpan.FromMilliseconds(100));

        var late = Assert.Throws<TimeoutException>(() => timer.Run(command, "the cohorts of flights", c => c.ExecuteScalar()));

        Assert.StartsWith(
            "Computing the cohorts of flights took longer than 0.1 s and was cancelled.",
            late.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_confined_database_refuses_what_a_bug_of_ours_might_let_through()
    {
        using var command = flight.Flights.CreateCommand();
        command.CommandText = "SELECT content FROM read_text('/etc/passwd')";

        var refusal = Assert.ThrowsAny<System.Data.Common.DbException>(() => command.ExecuteScalar());

        Assert.Contains("Permission", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => flight.Dispose();
}
