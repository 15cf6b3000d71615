using System.Data.Common;

namespace Flywheel.DuckDb;

/// <summary>An error that DuckDB reports, or a statement that ran out of time.</summary>
public sealed class DuckDbException : DbException
{
    /// <summary>An error as DuckDB tells it; a stack trace of DuckDB's own is cut off.</summary>
    public DuckDbException(string message, DuckDbErrorType errorType)
        : base(Clean(message)) => ErrorType = errorType;

    /// <summary>An error whose kind stands only in its text, e.g. <c>Parser Error: …</c>.</summary>
    public DuckDbException(string message)
        : this(message, TypeIn(message)) { }

    /// <summary>What kind of error.</summary>
    public DuckDbErrorType ErrorType { get; }

    /// <summary>Whether the statement was stopped because its <c>CommandTimeout</c> had passed.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether the same statement may succeed when tried again: true for a conflict of transactions.</summary>
    public override bool IsTransient => ErrorType == DuckDbErrorType.Transaction && Message.Contains("onflict", StringComparison.Ordinal);

    internal static DuckDbException Timeout(int seconds) =>
        new($"The statement was stopped after its CommandTimeout of {seconds} s.", DuckDbErrorType.Interrupt) { IsTimeout = true };

    /// <summary>Where a thread of DuckDB's fails, the others are interrupted, and now and then one of those is told in its place.</summary>
    internal static DuckDbException Stopped(DuckDbException error) =>
        new(
            "DuckDB stopped the statement without being asked: a thread of it failed, and the error was lost behind the interruption of the others. With 'SET threads = 1' before it the statement tells what failed.",
            error.ErrorType
        );

    private static string Clean(string message)
    {
        var trace = message.IndexOf("\n\nStack Trace:", StringComparison.Ordinal);
        return (trace < 0 ? message : message[..trace]).Trim();
    }

    private static DuckDbErrorType TypeIn(string message)
    {
        var end = message.IndexOf(" Error:", StringComparison.Ordinal);
        var name = end < 0 ? "" : message[..end].Replace(" ", "", StringComparison.Ordinal);
        return name switch
        {
            "TransactionContext" => DuckDbErrorType.Transaction,
            "ExtensionAutoloading" => DuckDbErrorType.Autoload,
            _ => Enum.TryParse<DuckDbErrorType>(name, ignoreCase: true, out var type) ? type : DuckDbErrorType.Invalid,
        };
    }
}
