using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>Gives every node its type, every call its line of the table, and makes each implied change of type explicit.</summary>
/// <remarks>Integer widens to Double, NULL takes any type; nothing else changes by itself.</remarks>
internal sealed class Typing(Expression expression, IReadOnlyDictionary<string, SqlType> schema, ICollection<Fault> faults)
{
    // DuckDB's nullif copies its first argument: every level of nesting doubles the work.
    private const int DeepestNullIf = 4;

    private static readonly Function Round = Functions.All.First(f => f.Name == "round");

    private int nullIfs;

    /// <summary>The node with its types; null when something in it was refused.</summary>
    public Node? Check(Node node) =>
        node switch
        {
            Column column => CheckColumn(column),
            Literal literal => literal with { Type = Widening.TypeOf(literal.Value) },
            Call call => CheckCall(call),
            Compare compare => CheckCompare(compare),
            And and => CheckAll(and.Parts, SqlType.Boolean, "AND") is { } parts ? and with { Parts = parts, Type = SqlType.Boolean } : null,
            Or or => CheckAll(or.Parts, SqlType.Boolean, "OR") is { } parts ? or with { Parts = parts, Type = SqlType.Boolean } : null,
            Not not => CheckAll([not.Part], SqlType.Boolean, "NOT") is { } parts
                ? not with
                {
                    Part = parts[0],
                    Type = SqlType.Boolean,
                }
                : null,
            Case @case => CheckCase(@case),
            Between between => CheckAlike([between.Input, between.Lower, between.Upper], "compared") is { } parts
                ? between with
                {
                    Input = parts[0],
                    Lower = parts[1],
                    Upper = parts[2],
                    Type = SqlType.Boolean,
                }
                : null,
            In @in => CheckAlike([@in.Input, .. @in.Items], "compared") is { } parts
                ? @in with
                {
                    Input = parts[0],
                    Items = parts[1..],
                    Type = SqlType.Boolean,
                }
                : null,
            IsNull isNull => CheckAlike([isNull.Input], "tested") is { } parts
                ? isNull with
                {
                    Input = parts[0],
                    Type = SqlType.Boolean,
                }
                : null,
            Cast cast => CheckCast(cast),
            _ => throw new ArgumentException($"A node of the kind {node.GetType().Name} has no rule.", nameof(node)),
        };

    private Column? CheckColumn(Column column)
    {
        var name = schema.ContainsKey(column.Name)
            ? column.Name
            : schema.Keys.FirstOrDefault(k => k.Equals(column.Name, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return column with { Name = name, Type = schema[name] };
        }

        Refuse(
            column,
            ExpressionFaults.UnknownColumn,
            $"The column '{column.Name}' does not exist here.",
            "An expression can use the columns of its relation only.",
            $"{Mending.Moment(column.Name, schema)}{Spelling.Suggestion(column.Name, schema.Keys)}Columns: {ColumnsText}."
        );
        return null;
    }

    private Node? CheckCall(Call call)
    {
        var named = Functions.All.Where(f => f.Name == call.Name).ToList();
        if (named.Count == 0)
        {
            return Refuse(
                call,
                ExpressionFaults.UnknownFunction,
                $"The function '{call.Name}' is not on the list of pure functions.",
                "An expression must give the same answer whenever and wherever it runs.",
                $"{Mending.Moment(call.Name, schema)}{Spelling.Suggestion(call.Name, Functions.Names)}Functions: {Functions.NamesText}."
            );
        }

        nullIfs += call.Name == "nullif" ? 1 : 0;
        var arguments = nullIfs > DeepestNullIf ? null : CheckEach(call.Arguments);
        nullIfs -= call.Name == "nullif" ? 1 : 0;
        if (arguments is null)
        {
            return nullIfs >= DeepestNullIf
                ? Refuse(
                    call,
                    ExpressionFaults.TooDeep,
                    $"nullif is nested more than {DeepestNullIf} deep.",
                    "Every level doubles the work.",
                    "Use CASE WHEN x IN (…) THEN NULL ELSE x END."
                )
                : null;
        }

        var entry = named.Where(f => f.Takes(arguments.Count) && Widening.Fits(f, arguments)).MinBy(f => Widening.Changes(f, arguments));
        if (entry is null)
        {
            var came = string.Join(", ", arguments.Select(a => a.Type?.ToString() ?? "NULL"));
            return Refuse(
                call,
                ExpressionFaults.WrongArguments,
                $"'{call.Name}' is given ({came}).",
                $"It takes {string.Join(" or ", named.Select(f => f.Signature))}.",
                Mending.Call(call.Name, arguments)
            );
        }

        return CheckConstants(call, entry, arguments)
            ? call with
            {
                Entry = entry,
                Type = entry.Result,
                Arguments = [.. arguments.Select((a, i) => Widening.Widen(a, entry.ParameterAt(i).Type))],
            }
            : null;
    }

    private bool CheckConstants(Call call, Function entry, List<Node> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (entry.ParameterAt(i).Constant is { } rule && !(arguments[i] is Literal literal && rule.Holds(literal.Value)))
            {
                Refuse(
                    arguments[i].At < 0 ? call : arguments[i],
                    ExpressionFaults.WrongConstant,
                    $"Argument {i + 1} of '{call.Name}' is not {rule.Sentence}.",
                    "Engines differ in what else they accept.",
                    $"Write {entry.Signature}."
                );
                return false;
            }
        }

        // A longer replacement, nested, would grow a text without bound.
        if (call.Name == "replace" && ((string)((Literal)arguments[2]).Value!).Length > ((string)((Literal)arguments[1]).Value!).Length)
        {
            Refuse(
                call,
                ExpressionFaults.WrongConstant,
                "The replacement is longer than what it replaces.",
                "Nested, it would grow a text without bound.",
                "Write a replacement that is not longer."
            );
            return false;
        }

        return true;
    }

    private Compare? CheckCompare(Compare compare) =>
        CheckAlike([compare.Left, compare.Right], "compared") is { } sides
            ? compare with
            {
                Left = sides[0],
                Right = sides[1],
                Type = SqlType.Boolean,
            }
            : null;

    private Case? CheckCase(Case @case)
    {
        var whens = CheckAll([.. @case.Branches.Select(b => b.When)], SqlType.Boolean, "WHEN");
        var values = CheckAlike([.. @case.Branches.Select(b => b.Then), @case.Otherwise], "chosen between");
        return whens is null || values is null
            ? null
            : @case with
            {
                Branches = [.. whens.Zip(values, (when, then) => new Branch(when, then))],
                Otherwise = values[^1],
                Type = values[^1].Type,
            };
    }

    private Node? CheckCast(Cast cast)
    {
        if (Check(cast.Input) is not { } input)
        {
            return null;
        }

        if (input.Type is null || (input.Type == cast.Target && !cast.Try))
        {
            return Widening.Widen(input, cast.Target);
        }

        var rule = Casts.All.FirstOrDefault(c => c.From == input.Type && c.To == cast.Target && c.Try == cast.Try);
        if (rule is null)
        {
            var rules = Casts.All.Where(c => c.From == input.Type).Select(c => $"{(c.Try ? "TRY_CAST" : "CAST")} to {c.To}").ToList();
            return Refuse(
                cast,
                ExpressionFaults.WrongCast,
                $"{(cast.Try ? "TRY_CAST" : "CAST")} from {input.Type} to {cast.Target} is not allowed.",
                "Engines would answer differently.",
                $"{Mending.Cast(input, cast.Target)}From {input.Type} there is: {(rules.Count == 0 ? "nothing" : string.Join(", ", rules))}."
            );
        }

        // Engines round a half to even here, and away from 0 in round: round first, and both agree.
        var rounded =
            rule is { From: SqlType.Double, To: SqlType.Integer } && input is not Call { Name: "round" or "floor" or "ceil" or "trunc" }
                ? new Call(input.At, "round", [input]) { Entry = Round, Type = SqlType.Double }
                : input;
        return cast with { Input = rounded, Entry = rule, Type = cast.Target };
    }

    private List<Node>? CheckEach(IReadOnlyList<Node> nodes)
    {
        // Every node is checked, so that all its faults are told, before the first refusal counts.
        var typed = nodes.Select(Check).ToList();
        var whole = typed.OfType<Node>().ToList();
        return whole.Count == typed.Count ? whole : null;
    }

    private List<Node>? CheckAll(IReadOnlyList<Node> nodes, SqlType wanted, string where)
    {
        var typed = CheckEach(nodes);
        var other = typed?.Find(n => n.Type is { } type && type != wanted);
        if (other is not null)
        {
            Refuse(
                other,
                ExpressionFaults.WrongArguments,
                $"{where} is given {other.Type}.",
                $"It takes {wanted}.",
                "Write a comparison, e.g. distance > 1000."
            );
            return null;
        }

        return typed?.ConvertAll(n => Widening.Widen(n, wanted));
    }

    private List<Node>? CheckAlike(IReadOnlyList<Node> nodes, string how)
    {
        if (CheckEach(nodes) is not { } typed)
        {
            return null;
        }

        var types = typed.Select(n => n.Type).OfType<SqlType>().Distinct().ToList();
        var numbers = types.TrueForAll(t => t is SqlType.Integer or SqlType.Double);
        if (types.Count == 0 || types.Contains(SqlType.Interval) || (types.Count > 1 && !numbers))
        {
            var names = types.Count == 0 ? "only NULL" : string.Join(" and ", types);
            Refuse(
                typed.Find(n => n.At >= 0) ?? typed[0],
                ExpressionFaults.MixedTypes,
                $"Here {names} are {how}.",
                "Engines would convert them, each in its own way.",
                Mending.Mixed(types)
            );
            return null;
        }

        var common = types.Count > 1 ? SqlType.Double : types[0];
        return typed.ConvertAll(n => Widening.Widen(n, common));
    }

    private string ColumnsText => Listing.Of(schema.Keys.Order(StringComparer.Ordinal));

    private Node? Refuse(Node node, string code, string what, string why, string mend)
    {
        faults.Add(expression.Fault(code, node.At, what, why, mend));
        return null;
    }
}
