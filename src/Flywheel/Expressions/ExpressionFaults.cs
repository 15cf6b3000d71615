namespace Flywheel.Expressions;

/// <summary>The codes of what can be wrong with an expression, one sentence each.</summary>
public static class ExpressionFaults
{
    public const string TooLong = "FW0301";
    public const string NotOneExpression = "FW0302";
    public const string Syntax = "FW0303";
    public const string UnknownFunction = "FW0304";
    public const string Forbidden = "FW0305";
    public const string UnknownColumn = "FW0306";
    public const string WrongArguments = "FW0307";
    public const string MixedTypes = "FW0308";
    public const string WrongCast = "FW0309";
    public const string WrongResult = "FW0310";
    public const string WrongConstant = "FW0311";
    public const string TooDeep = "FW0312";

    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            [TooLong] = "The text is longer than an expression may be.",
            [NotOneExpression] =
                "The text holds something that has no place in a single expression: a comment, a semicolon, a stray bracket, an invisible character.",
            [Syntax] = "DuckDB cannot parse the text.",
            [UnknownFunction] = "A function is not on the list of pure functions.",
            [Forbidden] = "The text parses, to something other than a plain expression: a subquery, a window, a star, a list.",
            [UnknownColumn] = "A column is not in the relation.",
            [WrongArguments] = "A function is given too many or too few arguments, or arguments of other types than it takes.",
            [MixedTypes] = "Values of different types are compared, or chosen between.",
            [WrongCast] = "A cast would not give the same answer on every engine.",
            [WrongResult] = "The expression is well formed, but its type is not the one that is wanted here.",
            [WrongConstant] = "A constant is out of range, or stands where only certain constants may.",
            [TooDeep] = "The expression is nested too deeply.",
        };
}
