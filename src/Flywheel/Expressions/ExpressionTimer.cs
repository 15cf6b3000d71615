using System.Data.Common;

namespace Flywheel.Expressions;

/// <summary>Runs a command over checked expressions under a limit of time: harmless in kind, it may still be too much work.</summary>
/// <param name="time">The clock that limits are counted by.</param>
/// <param name="limit">Longest run of one command.</param>
public sealed class ExpressionTimer(TimeProvider time, TimeSpan limit)
{
    /// <summary>Does the work with the command, cancelling it at the limit.</summary>
    /// <param name="command">The command to run; its provider must support Cancel from another thread.</param>
    /// <param name="what">Names the work in the message, e.g. "the cohorts of flights".</param>
    /// <param name="work">Executes the command and reads what it gives.</param>
    /// <exception cref="TimeoutException">The limit was reached first.</exception>
    public T Run<T>(DbCommand command, string what, Func<DbCommand, T> work)
    {
        var late = false;
        using var timer = time.CreateTimer(_ => Cancel(), null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            return work(command);
        }
        catch (Exception cause) when (Volatile.Read(ref late) && cause is DbException or OperationCanceledException)
        {
            throw new TimeoutException(
                $"Computing {what} took longer than {limit.TotalSeconds:0.###} s and was cancelled. Write a simpler expression, a smaller window, or a higher limit.",
                cause
            );
        }

        void Cancel()
        {
            Volatile.Write(ref late, true);
            command.Cancel();
        }
    }
}
