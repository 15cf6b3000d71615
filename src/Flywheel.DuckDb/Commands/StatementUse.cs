namespace Flywheel.DuckDb.Commands;

/// <summary>Statements in use: disposed after it, unless their command keeps them prepared.</summary>
internal sealed class StatementUse(Statements statements, bool keep) : IDisposable
{
    public Statements Statements => statements;

    public void Dispose()
    {
        if (!keep)
        {
            statements.Dispose();
        }
    }
}
