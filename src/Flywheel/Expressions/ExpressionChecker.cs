using System.Data.Common;
using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>The one way from an author's text to SQL that may run.</summary>
/// <remarks>
/// Guard the text, parse it by DuckDB, read the tree by an allow-list, check the types, print anew, and have DuckDB describe
/// what was printed as a second opinion. Nothing of the author's text reaches a database but as a quoted string to be parsed.
/// </remarks>
/// <param name="connection">An open connection to a DuckDB; an empty one in memory is enough and safest.</param>
public sealed class ExpressionChecker(DbConnection connection)
{
    /// <summary>Checks an expression against the columns of its relation.</summary>
    /// <param name="expression">The text and its place.</param>
    /// <param name="schema">The columns by name; the relation casts them to these types.</param>
    /// <param name="wanted">The type that is wanted here.</param>
    /// <param name="faults">Takes everything that is wrong.</param>
    /// <returns>The expression, ready to run; null when there are faults.</returns>
    /// <exception cref="InvalidOperationException">DuckDB sees the printed text otherwise than we do: a defect of ours.</exception>
    public CheckedExpression? Check(
        Expression expression,
        IReadOnlyDictionary<string, SqlType> schema,
        Wanted wanted,
        ICollection<Fault> faults
    )
    {
        if (TextGuard.Check(expression) is { } fault)
        {
            faults.Add(fault);
            return null;
        }

        if (
            DuckDbTree.Parse(connection, expression, faults) is not { } json
            || new NodeReader(expression, faults).Read(json) is not { } read
        )
        {
            return null;
        }

        if (new Typing(expression, schema, faults).Check(read) is not { } tree || !IsWanted(expression, tree, wanted, faults))
        {
            return null;
        }

        var columns = NodeWalk.Columns(tree);
        var ready = new CheckedExpression(expression, tree, columns);
        SecondOpinion.Compare(connection, ready, schema);
        return ready;
    }

    private static bool IsWanted(Expression expression, Node tree, Wanted wanted, ICollection<Fault> faults)
    {
        var fits = wanted switch
        {
            Wanted.Boolean => tree.Type == SqlType.Boolean,
            Wanted.Number => tree.Type is SqlType.Integer or SqlType.Double,
            Wanted.Text => tree.Type == SqlType.Text,
            Wanted.Timestamp => tree.Type == SqlType.Timestamp,
            _ => tree.Type is { } type && SqlTypes.OfColumns.Contains(type),
        };
        if (!fits)
        {
            var mend = wanted switch
            {
                Wanted.Boolean => "Write a comparison, e.g. distance > 1000.",
                Wanted.Number => "Write a number, e.g. distance / 1000; a Boolean becomes one by CAST(… AS BIGINT).",
                Wanted.Text => "Write a text, e.g. origin; a whole number becomes one by CAST(… AS VARCHAR).",
                Wanted.Timestamp => "Write a time, e.g. date_trunc('day', departs_at).",
                _ => "Write a column or something computed from one.",
            };
            faults.Add(
                expression.Fault(
                    ExpressionFaults.WrongResult,
                    0,
                    $"The expression is of the type {tree.Type?.ToString() ?? "NULL"}.",
                    $"Here {(wanted == Wanted.Anything ? "a value for a column" : $"a {wanted}")} is wanted.",
                    mend
                )
            );
        }

        return fits;
    }
}
