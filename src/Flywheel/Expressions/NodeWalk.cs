namespace Flywheel.Expressions;

/// <summary>Walks over a tree.</summary>
internal static class NodeWalk
{
    /// <summary>The names of the columns, each once, in ordinal order.</summary>
    public static IReadOnlyList<string> Columns(Node tree) =>
        [.. All(tree).OfType<Column>().Select(c => c.Name).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<Node> All(Node node) => Parts(node).SelectMany(All).Prepend(node);

    private static IEnumerable<Node> Parts(Node node) =>
        node switch
        {
            Call call => call.Arguments,
            Compare compare => [compare.Left, compare.Right],
            And and => and.Parts,
            Or or => or.Parts,
            Not not => [not.Part],
            Case @case => [.. @case.Branches.SelectMany(b => new[] { b.When, b.Then }), @case.Otherwise],
            Between between => [between.Input, between.Lower, between.Upper],
            In @in => [@in.Input, .. @in.Items],
            IsNull isNull => [isNull.Input],
            Cast cast => [cast.Input],
            _ => [],
        };
}
