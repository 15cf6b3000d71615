namespace Flywheel.Expressions;

/// <summary>The only changes of type that happen by themselves: Integer becomes Double, NULL becomes anything.</summary>
internal static class Widening
{
    /// <summary>The arguments can become what the function takes.</summary>
    public static bool Fits(Function function, List<Node> arguments) =>
        arguments
            .Select((a, i) => (a.Type, Wanted: function.ParameterAt(i).Type))
            .All(p => p.Type is null || p.Type == p.Wanted || (p.Type == SqlType.Integer && p.Wanted == SqlType.Double));

    /// <summary>How many of the arguments would have to change.</summary>
    public static int Changes(Function function, List<Node> arguments) =>
        arguments.Where((a, i) => a.Type != function.ParameterAt(i).Type).Count();

    /// <summary>The node as the wanted type: itself, the constant of that type, or a cast of it.</summary>
    public static Node Widen(Node node, SqlType wanted) =>
        node switch
        {
            { Type: { } type } when type == wanted => node,
            Literal { Value: long n } when wanted == SqlType.Double => new Literal(node.At, (double)n) { Type = wanted },
            _ => new Cast(node.At, node, wanted, Try: false)
            {
                Entry = Casts.All.FirstOrDefault(c => c.From == node.Type && c.To == wanted && !c.Try),
                Type = wanted,
            },
        };

    /// <summary>The type of a constant; null for NULL.</summary>
    public static SqlType? TypeOf(object? value) =>
        value switch
        {
            bool => SqlType.Boolean,
            long => SqlType.Integer,
            double => SqlType.Double,
            string => SqlType.Text,
            DateOnly => SqlType.Date,
            DateTime => SqlType.Timestamp,
            _ => null,
        };
}
