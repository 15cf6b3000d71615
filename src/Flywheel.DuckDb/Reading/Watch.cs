namespace Flywheel.DuckDb.Reading;

/// <summary>Stands by while DuckDB works, and interrupts it when a token is cancelled or the time is up.</summary>
internal sealed class Watch : IDisposable
{
    private readonly DuckDbConnection connection;
    private readonly CancellationToken token;
    private readonly int seconds;
    private readonly CancellationTokenRegistration registration;
    private readonly Timer? timer;
    private readonly Lock gate = new();
    private readonly int before;
    private bool timedOut;
    private bool over;

    /// <param name="connection">The connection that works.</param>
    /// <param name="seconds">Longest time to wait, in seconds; 0 for no end.</param>
    /// <param name="token">Cancels the work.</param>
    public Watch(DuckDbConnection connection, int seconds, CancellationToken token)
    {
        this.connection = connection;
        this.seconds = seconds;
        this.token = token;
        before = connection.Interruptions;
        registration = token.UnsafeRegister(static watch => ((Watch)watch!).Interrupt(late: false), this);
        timer =
            seconds > 0 ? new Timer(static watch => ((Watch)watch!).Interrupt(late: true), this, seconds * 1000L, Timeout.Infinite) : null;
    }

    /// <summary>The error to throw: an interruption is told as what caused it, and as an error where nobody asked for it.</summary>
    public Exception Explain(DuckDbException error) =>
        error.ErrorType != DuckDbErrorType.Interrupt ? error
        : timedOut ? DuckDbException.Timeout(seconds)
        : connection.Interruptions == before ? DuckDbException.Stopped(error)
        : new OperationCanceledException("The statement was interrupted.", error, token);

    public void Dispose()
    {
        // A timer that fires late must not hit the connection's next statement.
        lock (gate)
        {
            over = true;
        }

        registration.Dispose();
        timer?.Dispose();
    }

    private void Interrupt(bool late)
    {
        lock (gate)
        {
            if (!over)
            {
                timedOut |= late;
                connection.Interrupt();
            }
        }
    }
}
