namespace Flywheel.Expressions;

/// <summary>What a function takes in one place: any value of a type, or only certain constants.</summary>
/// <param name="Type">The type of the argument.</param>
/// <param name="Constant">The rule for constants; null when any value is taken.</param>
public sealed record Parameter(SqlType Type, ConstantRule? Constant = null)
{
    public static implicit operator Parameter(SqlType type) => new(type);

    public static Parameter FromSqlType(SqlType type) => type;

    /// <summary>A whole number, written out, within a range.</summary>
    public static Parameter Whole(long least, long most) =>
        new(
            SqlType.Integer,
            new ConstantRule($"a whole number from {least} to {most}", value => value is long n && n >= least && n <= most)
        );

    /// <summary>One of certain words, written out in quotes.</summary>
    public static Parameter Word(params string[] words) =>
        new(
            SqlType.Text,
            new ConstantRule($"one of '{string.Join("', '", words)}'", value => value is string word && words.Contains(word))
        );

    /// <summary>A text, written out, with at least one character.</summary>
    public static Parameter SomeText { get; } =
        new(SqlType.Text, new ConstantRule("a text in quotes, not empty", value => value is string { Length: > 0 }));

    /// <summary>A regular expression, written out, of the common ground of the engines.</summary>
    public static Parameter Pattern { get; } =
        new(SqlType.Text, new ConstantRule(PatternRule.Sentence, value => value is string text && PatternRule.Holds(text)));

    public override string ToString() => Constant?.Sentence ?? Type.ToString();
}

/// <summary>Which constants a parameter takes: the sentence that says so, and the check.</summary>
public sealed record ConstantRule(string Sentence, Func<object?, bool> Holds);
