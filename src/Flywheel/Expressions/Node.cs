namespace Flywheel.Expressions;

/// <summary>A part of an expression: first as it was read, then, rebuilt by <see cref="Typing"/>, with its type.</summary>
/// <param name="At">Index of its first character (or its operator's) in the text, counted from 0; −1 when DuckDB gave none.</param>
public abstract record Node(int At)
{
    /// <summary>Its type once checked; null before, and for a bare NULL.</summary>
    public SqlType? Type { get; init; }
}

/// <summary>A column of the relation, by name.</summary>
public sealed record Column(int At, string Name) : Node(At);

/// <summary>A constant: null, bool, long, double, string, DateOnly or DateTime.</summary>
public sealed record Literal(int At, object? Value) : Node(At);

/// <summary>A function or an operator with its arguments; <see cref="Entry"/> is its line of the table once checked.</summary>
public sealed record Call(int At, string Name, IReadOnlyList<Node> Arguments) : Node(At)
{
    public Function? Entry { get; init; }
}

/// <summary>A comparison by one of = &lt;&gt; &lt; &lt;= &gt; &gt;= IS [NOT] DISTINCT FROM.</summary>
public sealed record Compare(int At, string Operator, Node Left, Node Right) : Node(At);

/// <summary>All parts hold.</summary>
public sealed record And(int At, IReadOnlyList<Node> Parts) : Node(At);

/// <summary>At least one part holds.</summary>
public sealed record Or(int At, IReadOnlyList<Node> Parts) : Node(At);

/// <summary>The part does not hold.</summary>
public sealed record Not(int At, Node Part) : Node(At);

/// <summary>The first branch whose condition holds, or else the last value.</summary>
public sealed record Case(int At, IReadOnlyList<Branch> Branches, Node Otherwise) : Node(At);

/// <summary>One WHEN … THEN … of a CASE.</summary>
public sealed record Branch(Node When, Node Then);

/// <summary>A value from a lower to an upper end, both included.</summary>
public sealed record Between(int At, Node Input, Node Lower, Node Upper) : Node(At);

/// <summary>A value among others.</summary>
public sealed record In(int At, Node Input, IReadOnlyList<Node> Items, bool Negated) : Node(At);

/// <summary>A value is missing, or is not.</summary>
public sealed record IsNull(int At, Node Input, bool Negated) : Node(At);

/// <summary>A change of type; <see cref="Entry"/> is its line of the table once checked.</summary>
public sealed record Cast(int At, Node Input, SqlType Target, bool Try) : Node(At)
{
    public CastRule? Entry { get; init; }
}
