using Flywheel.DuckDb;
using Flywheel.DuckDb.Reading;

namespace Flywheel.Tests.DuckDb;

public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    private readonly DuckDbConnection connection = DuckDbSample.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public async Task Interrupt_from_another_thread_ends_the_statement()
    {
        var running = Task.Run(() => connection.Scalar(DuckDbSample.Endless));

        await Until(running, connection.Interrupt);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task Cancel_ends_the_command()
    {
        using var command = connection.Command(DuckDbSample.Endless);
        var running = Task.Run(command.ExecuteScalar);

        await Until(running, command.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Timeouts_are_told_apart_from_cancellation()
    {
        using var command = connection.Command(DuckDbSample.Endless);
        command.CommandTimeout = 1;

        var error = Assert.Throws<DuckDbException>(command.ExecuteScalar);

        Assert.True(error.IsTimeout);
        Assert.Contains("1 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public async Task Cancelled_tokens_start_nothing()
    {
        using var command = connection.Command("CREATE TABLE t (x INT)");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(cancelled.Token));

        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public void Streams_of_chunks_end_when_cancelled()
    {
        using var command = connection.Command("SELECT * FROM range(100000000)");
        using var source = new CancellationTokenSource();
        var rows = 0L;

        void ReadAll()
        {
            foreach (var chunk in command.ReadChunks(source.Token))
            {
                rows += chunk.Rows;
                source.Cancel();
            }
        }

        Assert.ThrowsAny<OperationCanceledException>(ReadAll);
        Assert.InRange(rows, 1, 2048);
        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void An_interrupt_while_idle_does_not_hit_the_next_statement()
    {
        connection.Interrupt();

        Assert.Equal(1, connection.Scalar("SELECT 1"));
    }

    [Fact]
    public void An_interruption_that_nobody_asked_for_is_an_error_and_no_cancellation()
    {
        var told = new DuckDbException("INTERRUPT Error: Interrupted!", DuckDbErrorType.Interrupt);
        using var watch = new Watch(connection, 0, CancellationToken.None);

        var stopped = Assert.IsType<DuckDbException>(watch.Explain(told));
        connection.Interrupt();

        Assert.Contains("SET threads = 1", stopped.Message, StringComparison.Ordinal);
        Assert.IsType<OperationCanceledException>(watch.Explain(told));
    }

    /// <summary>Again and again: on a busy machine the statement may not have begun when it is first interrupted.</summary>
    private static async Task Until(Task running, Action interrupt)
    {
        using var end = new CancellationTokenSource(Generous);
        while (!running.IsCompleted)
        {
            await Task.Delay(100, end.Token);
            interrupt();
        }
    }
}
