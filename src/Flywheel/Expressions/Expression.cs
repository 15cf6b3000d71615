using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>An SQL expression as its author wrote it, unchecked, with the place of its first character.</summary>
/// <remarks>Two expressions are equal when their texts are, wherever they stand.</remarks>
public sealed record Expression(string Text, Place At) : IFromScalar<Expression>
{
    /// <summary>Reads any scalar: what the text means is for <see cref="ExpressionChecker"/>, which knows the columns.</summary>
    public static bool TryRead(string text, Place at, out Expression value, out string problem)
    {
        value = new Expression(text, at);
        problem = string.IsNullOrWhiteSpace(text) ? "An expression is empty." : "";
        return problem.Length == 0;
    }

    public bool Equals(Expression? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    /// <summary>The place of a character of the text, counted from 0.</summary>
    /// <remarks>A text of several lines keeps its own place: YAML has removed its indentation, so columns are not known.</remarks>
    internal Place PlaceOf(int index) =>
        index <= 0 || Text.Contains('\n', StringComparison.Ordinal) ? At : At with { Column = At.Column + index };

    internal Fault Fault(string code, int index, string what, string why, string mend) => new(code, PlaceOf(index), what, why, mend);
}
