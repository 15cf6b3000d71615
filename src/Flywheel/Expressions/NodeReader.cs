using System.Text.Json;
using Flywheel.Yaml;

namespace Flywheel.Expressions;

/// <summary>Builds our tree from DuckDB's by a list of what is allowed; every other kind of node is refused by name.</summary>
internal sealed class NodeReader(Expression expression, ICollection<Fault> faults)
{
    // Deep enough for any sum that fits the longest text in practice, shallow enough for every recursion.
    private const int DeepestTree = 200;

    private static readonly string[] Everywhere = ["class", "type", "query_location"];

    private static readonly Dictionary<string, string> Refused = new()
    {
        ["SUBQUERY"] = "a subquery",
        ["WINDOW"] = "a window function",
        ["STAR"] = "a star",
        ["PARAMETER"] = "a parameter",
        ["LAMBDA"] = "a lambda",
        ["COLLATE"] = "a COLLATE",
        ["POSITIONAL_REFERENCE"] = "a column by position",
        ["DEFAULT"] = "a DEFAULT",
        ["ARRAY_EXTRACT"] = "an index in brackets",
        ["ARRAY_SLICE"] = "a slice",
        ["GROUPING_FUNCTION"] = "a GROUPING",
        ["OPERATOR_TRY"] = "a TRY",
        ["row"] = "several values in brackets",
        ["list_value"] = "a list",
        ["list_apply"] = "a list comprehension",
        ["struct_pack"] = "a struct",
        ["map"] = "a map",
    };

    private int depth;

    /// <summary>The node, or null when something in it was refused; then there is a fault.</summary>
    public Node? Read(JsonElement tree)
    {
        if (depth >= DeepestTree)
        {
            return Refuse(
                tree,
                ExpressionFaults.TooDeep,
                $"The expression is nested more than {DeepestTree} levels deep.",
                "Nobody can review it.",
                "Split it into several."
            );
        }

        depth++;
        var node = Text(tree, "class") switch
        {
            "COLUMN_REF" => ReadColumn(tree),
            "CONSTANT" => new ConstantReader(expression, faults).Read(tree),
            "COMPARISON" => ReadComparison(tree),
            "CONJUNCTION" => ReadConjunction(tree),
            "FUNCTION" => ReadFunction(tree),
            "OPERATOR" => ReadOperator(tree),
            "CAST" => ReadCast(tree),
            "CASE" => ReadCase(tree),
            "BETWEEN" => ReadBetween(tree),
            var kind => Forbid(tree, kind),
        };
        depth--;
        return node;
    }

    private Node? ReadColumn(JsonElement tree)
    {
        var names = tree.GetProperty("column_names");
        return !Only(tree, "column_names") ? null
            : names.GetArrayLength() == 1 ? new Column(At(tree), names[0].GetString()!)
            : Forbid(tree, $"the qualified name {string.Join('.', names.EnumerateArray().Select(n => n.GetString()))}");
    }

    private Compare? ReadComparison(JsonElement tree)
    {
        var symbol = Text(tree, "type") switch
        {
            "COMPARE_EQUAL" => "=",
            "COMPARE_NOTEQUAL" => "<>",
            "COMPARE_LESSTHAN" => "<",
            "COMPARE_LESSTHANOREQUALTO" => "<=",
            "COMPARE_GREATERTHAN" => ">",
            "COMPARE_GREATERTHANOREQUALTO" => ">=",
            "COMPARE_DISTINCT_FROM" => "IS DISTINCT FROM",
            "COMPARE_NOT_DISTINCT_FROM" => "IS NOT DISTINCT FROM",
            _ => null,
        };
        if (symbol is null || !Only(tree, "left", "right"))
        {
            Forbid(tree, Text(tree, "type"));
            return null;
        }

        var (left, right) = (Read(tree.GetProperty("left")), Read(tree.GetProperty("right")));
        return left is null || right is null ? null : new Compare(At(tree), symbol, left, right);
    }

    private Node? ReadConjunction(JsonElement tree) =>
        !Only(tree, "children") || ReadAll(tree) is not { } parts ? null
        : Text(tree, "type") == "CONJUNCTION_AND" ? new And(At(tree), parts)
        : new Or(At(tree), parts);

    private Node? ReadOperator(JsonElement tree)
    {
        var kind = Text(tree, "type");
        if (
            kind
            is not (
                "OPERATOR_NOT"
                or "OPERATOR_IS_NULL"
                or "OPERATOR_IS_NOT_NULL"
                or "OPERATOR_COALESCE"
                or "COMPARE_IN"
                or "COMPARE_NOT_IN"
            )
        )
        {
            return Forbid(tree, kind);
        }

        if (!Only(tree, "children") || ReadAll(tree) is not { } parts)
        {
            return null;
        }

        return kind switch
        {
            "OPERATOR_NOT" => new Not(At(tree), parts[0]),
            "OPERATOR_COALESCE" => new Call(At(tree), "coalesce", parts),
            "COMPARE_IN" or "COMPARE_NOT_IN" => new In(At(tree), parts[0], [.. parts.Skip(1)], kind == "COMPARE_NOT_IN"),
            _ => new IsNull(At(tree), parts[0], kind == "OPERATOR_IS_NOT_NULL"),
        };
    }

    private Case? ReadCase(JsonElement tree)
    {
        if (!Only(tree, "case_checks", "else_expr"))
        {
            return null;
        }

        var branches = new List<Branch>();
        var whole = true;
        foreach (var check in tree.GetProperty("case_checks").EnumerateArray())
        {
            var (when, then) = (Read(check.GetProperty("when_expr")), Read(check.GetProperty("then_expr")));
            whole &= when is not null && then is not null;
            branches.Add(new Branch(when!, then!));
        }

        return Read(tree.GetProperty("else_expr")) is { } otherwise && whole ? new Case(At(tree), branches, otherwise) : null;
    }

    private Between? ReadBetween(JsonElement tree)
    {
        if (!Only(tree, "input", "lower", "upper"))
        {
            return null;
        }

        var (input, lower, upper) = (Read(tree.GetProperty("input")), Read(tree.GetProperty("lower")), Read(tree.GetProperty("upper")));
        return input is null || lower is null || upper is null ? null : new Between(At(tree), input, lower, upper);
    }

    private Node? ReadCast(JsonElement tree)
    {
        if (!Only(tree, "child", "cast_type", "try_cast"))
        {
            return null;
        }

        var child = tree.GetProperty("child");
        var name = Text(tree.GetProperty("cast_type"), "id");
        if (ConstantReader.TryRead(child, name, At(child)) is { } constant)
        {
            return constant;
        }

        if (!Casts.Targets.TryGetValue(name, out var target))
        {
            var wanted = string.Join(", ", Casts.Targets.Keys);
            var shown = name == "UNBOUND" ? Text(tree.GetProperty("cast_type").GetProperty("type_info"), "name") : name;
            return Refuse(
                tree,
                ExpressionFaults.WrongCast,
                $"A cast to {shown} is not allowed.",
                "Only types that behave alike on every engine are.",
                name == "INTERVAL" ? "Write INTERVAL 1 DAY or to_days(1)." : $"Cast to one of {wanted}."
            );
        }

        var isTry = tree.GetProperty("try_cast").GetBoolean();
        return Read(isTry ? NumberText.Whole(child) : child) is { } input ? new Cast(At(tree), input, target, isTry) : null;
    }

    private Node? ReadFunction(JsonElement tree)
    {
        var name = Text(tree, "function_name");
        if (Refused.TryGetValue(name, out var refused))
        {
            return Forbid(tree, refused);
        }

        if (name == "contains" && !WrittenAt(tree, name))
        {
            return Forbid(tree, "an IN without brackets");
        }

        // The parser itself puts a schema before the functions of standard SQL that have their own grammar.
        var ownGrammar = name is "substring" or "trim" or "date_part" && (WrittenAt(tree, name) || WrittenAt(tree, "extract"));
        if (tree.TryGetProperty("schema", out var schema) && !ownGrammar)
        {
            return Forbid(
                tree,
                schema.GetString() == "main" && !WrittenAt(tree, "main") ? $"the construct {name}" : $"the qualified name {schema}.{name}"
            );
        }

        if (
            tree.TryGetProperty("filter", out _)
            || tree.GetProperty("distinct").GetBoolean()
            || tree.GetProperty("order_bys").EnumerateObject().Count() > 1
        )
        {
            return Forbid(tree, $"{name} with FILTER, DISTINCT or ORDER BY");
        }

        if (
            tree.GetProperty("export_state").GetBoolean()
            || !Only(tree, "function_name", "schema", "children", "order_bys", "distinct", "is_operator", "export_state")
        )
        {
            return null;
        }

        return ReadAll(tree, name) is { } arguments ? Functions.Named(At(tree), name, arguments) : null;
    }

    private bool WrittenAt(JsonElement tree, string word) =>
        At(tree) is >= 0 and var at
        && at <= expression.Text.Length
        && expression.Text.AsSpan(at).TrimStart('"').StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private List<Node>? ReadAll(JsonElement tree, string function = "")
    {
        var nodes = new List<Node>();
        var whole = true;
        if (tree.TryGetProperty("children", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                var node = Read(IntervalSyntax.Amount(function, child));
                whole &= node is not null;
                nodes.Add(node!);
            }
        }

        return whole ? nodes : null;
    }

    private bool Only(JsonElement tree, params string[] allowed)
    {
        foreach (var part in tree.EnumerateObject())
        {
            if (!Everywhere.Contains(part.Name) && !allowed.Contains(part.Name))
            {
                Forbid(tree, part.Name == "alias" ? "a name given to an argument" : $"{Text(tree, "class")} with {part.Name}");
                return false;
            }
        }

        return true;
    }

    private Node? Forbid(JsonElement tree, string what) =>
        Refuse(
            tree,
            ExpressionFaults.Forbidden,
            $"The text holds {Refused.GetValueOrDefault(what, what)}.",
            "An expression is computed from the columns of one row, by listed functions only.",
            $"Use columns, constants, comparisons, CASE and {Functions.NamesText}."
        );

    private Node? Refuse(JsonElement tree, string code, string what, string why, string mend)
    {
        faults.Add(expression.Fault(code, At(tree), what, why, mend));
        return null;
    }

    private int At(JsonElement tree) => DuckDbTree.IndexIn(expression.Text, tree);

    private static string Text(JsonElement tree, string name) => tree.GetProperty(name).GetString()!;
}
