namespace Flywheel.Expressions;

/// <summary>One line of the table of pure functions: a name with one list of argument types.</summary>
/// <param name="Name">As written in an expression; an operator's symbol for an operator.</param>
/// <param name="Parameters">What it takes, in order.</param>
/// <param name="Result">What it gives.</param>
/// <param name="DuckDb">DuckDB's text: {0}, {1} … are the arguments, {*} all of them with commas.</param>
/// <param name="PostgreSql">PostgreSQL's text, of the same meaning.</param>
/// <param name="Sentence">What it is, with what its NULLs and edges are.</param>
/// <remarks>
/// A text holds each argument once, constants excepted: texts that copy arguments grow exponentially when they are nested.
/// A contract test watches it.
/// </remarks>
public sealed record Function(
    string Name,
    IReadOnlyList<Parameter> Parameters,
    SqlType Result,
    string DuckDb,
    string PostgreSql,
    string Sentence
)
{
    /// <summary>The last parameter may be given any number of times.</summary>
    public bool Repeats => DuckDb.Contains("{*}", StringComparison.Ordinal);

    /// <summary>Written between its two arguments.</summary>
    public bool IsOperator => !char.IsLetter(Name[0]);

    /// <summary>The name with its parameters, as in "round(Double, a whole number from 0 to 15)".</summary>
    public string Signature => $"{Name}({string.Join(", ", Parameters)}{(Repeats ? ", …" : "")})";

    internal bool Takes(int count) => count == Parameters.Count || (Repeats && count > Parameters.Count);

    internal Parameter ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}
