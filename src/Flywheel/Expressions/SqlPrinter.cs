using System.Globalization;
using System.Text;

namespace Flywheel.Expressions;

/// <summary>Writes a checked tree as SQL of one engine: every bracket set, every name quoted, nothing of the author's text kept.</summary>
public sealed class SqlPrinter
{
    private readonly SqlDialect dialect;
    private readonly StringBuilder sql = new();

    private SqlPrinter(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>The SQL of a checked node.</summary>
    public static string Print(Node node, SqlDialect dialect)
    {
        var printer = new SqlPrinter(dialect);
        printer.Write(node);
        return printer.sql.ToString();
    }

    /// <summary>A name in double quotes.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Write(Node node)
    {
        switch (node)
        {
            case Column column:
                sql.Append(Quoted(column.Name));
                break;
            case Literal literal:
                WriteConstant(literal, bare: false);
                break;
            case Call call:
                WriteCall(call);
                break;
            case Cast cast:
                WriteCast(cast);
                break;
            case Compare compare:
                WriteCompare(compare);
                break;
            case And and:
                WriteJoined(and.Parts, " AND ", bare: false, "(", ")");
                break;
            case Or or:
                WriteJoined(or.Parts, " OR ", bare: false, "(", ")");
                break;
            case Not not:
                WriteJoined([not.Part], "", bare: false, "(NOT ", ")");
                break;
            case IsNull isNull:
                WriteJoined([isNull.Input], "", bare: false, "(", isNull.Negated ? " IS NOT NULL)" : " IS NULL)");
                break;
            case In @in:
                WriteIn(@in);
                break;
            case Between between:
                WriteBetween(between);
                break;
            case Case @case:
                WriteCase(@case);
                break;
            default:
                throw new ArgumentException($"A node of the kind {node.GetType().Name} cannot be printed.", nameof(node));
        }
    }

    private void WriteCall(Call call)
    {
        var entry = call.Entry ?? throw new ArgumentException($"The call of {call.Name} is not checked.", nameof(call));
        var bare = entry.IsOperator && call.Arguments.Count == 2 && Typed(call.Arguments);
        WriteTemplate(
            dialect == SqlDialect.DuckDb ? entry.DuckDb : entry.PostgreSql,
            call.Arguments,
            i => bare || entry.ParameterAt(i).Constant is not null
        );
    }

    private void WriteCast(Cast cast)
    {
        var plain = $"CAST({{0}} AS {cast.Target.NameIn(dialect)})";
        var rule =
            cast.Entry is null ? plain
            : dialect == SqlDialect.DuckDb ? cast.Entry.DuckDb
            : cast.Entry.PostgreSql;
        WriteTemplate(rule, [cast.Input], _ => false);
    }

    private void WriteTemplate(string template, IReadOnlyList<Node> arguments, Func<int, bool> bare)
    {
        for (var i = 0; i < template.Length; i++)
        {
            // A brace that is no placeholder belongs to a regular expression.
            if (
                template[i] != '{'
                || i + 2 >= template.Length
                || template[i + 2] != '}'
                || (template[i + 1] != '*' && template[i + 1] - '0' >= arguments.Count)
            )
            {
                sql.Append(template[i]);
                continue;
            }

            if (template[i + 1] == '*')
            {
                WriteJoined(arguments, ", ", bare: false, "", "");
            }
            else
            {
                WriteOperand(arguments[template[i + 1] - '0'], bare(template[i + 1] - '0'));
            }

            i += 2;
        }
    }

    private void WriteCompare(Compare compare)
    {
        var bare = Typed([compare.Left, compare.Right]);
        sql.Append('(');
        WriteCompared(compare.Left, bare);
        sql.Append(' ').Append(compare.Operator).Append(' ');
        WriteOperand(compare.Right, bare);
        sql.Append(')');
    }

    private void WriteIn(In @in)
    {
        var bare = Typed([@in.Input, .. @in.Items]);
        sql.Append('(');
        WriteCompared(@in.Input, bare);
        WriteJoined(@in.Items, ", ", bare, @in.Negated ? " NOT IN (" : " IN (", "))");
    }

    private void WriteBetween(Between between)
    {
        var bare = Typed([between.Input, between.Lower, between.Upper]);
        sql.Append('(');
        WriteCompared(between.Input, bare);
        WriteJoined([between.Lower, between.Upper], " AND ", bare, " BETWEEN ", ")");
    }

    private void WriteCase(Case @case)
    {
        sql.Append("CASE");
        foreach (var branch in @case.Branches)
        {
            WriteJoined([branch.When, branch.Then], " THEN ", bare: false, " WHEN ", "");
        }

        WriteJoined([@case.Otherwise], "", bare: false, " ELSE ", " END");
    }

    private void WriteJoined(IReadOnlyList<Node> nodes, string between, bool bare, string before, string after)
    {
        sql.Append(before);
        for (var i = 0; i < nodes.Count; i++)
        {
            sql.Append(i == 0 ? "" : between);
            WriteOperand(nodes[i], bare);
        }

        sql.Append(after);
    }

    // One side decides: PostgreSQL then compares bytes, as DuckDB always does.
    private void WriteCompared(Node node, bool bare)
    {
        var collated = dialect == SqlDialect.PostgreSql && node.Type == SqlType.Text;
        sql.Append(collated ? "(" : "");
        WriteOperand(node, bare);
        sql.Append(collated ? " COLLATE \"C\")" : "");
    }

    private void WriteOperand(Node node, bool bare)
    {
        if (node is Literal literal)
        {
            WriteConstant(literal, bare);
        }
        else
        {
            Write(node);
        }
    }

    // Beside something of a known type a number may stand as it is; alone, both engines would take a narrower or an exact type.
    private static bool Typed(IEnumerable<Node> nodes) => nodes.Any(n => n is not Literal);

    private void WriteConstant(Literal literal, bool bare)
    {
        var text = literal.Value switch
        {
            null => "NULL",
            bool b => b ? "TRUE" : "FALSE",
            long n => n.ToString(CultureInfo.InvariantCulture),
            double d => Exact(d),
            string s => QuotedText(s),
            DateOnly day => $"DATE '{day:yyyy-MM-dd}'",
            DateTime time => $"TIMESTAMP '{time:yyyy-MM-dd HH:mm:ss.FFFFFF}'",
            _ => throw new ArgumentException($"A constant of the type {literal.Value.GetType().Name} cannot be printed.", nameof(literal)),
        };
        var cast = !bare && (literal.Value is long || (literal.Value is double && dialect == SqlDialect.PostgreSql));
        sql.Append(cast ? $"CAST({text} AS {literal.Type!.Value.NameIn(dialect)})" : text);
    }

    // DuckDB reads 0.5 as a DECIMAL and 0.5e0 as a DOUBLE.
    private static string Exact(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e') : $"{text}e0";
    }

    // Where standard_conforming_strings is off, PostgreSQL reads a backslash in '…' as an escape; in E'…' it always does.
    private string QuotedText(string text)
    {
        var doubled = text.Replace("'", "''", StringComparison.Ordinal);
        return dialect == SqlDialect.PostgreSql && text.Contains('\\', StringComparison.Ordinal)
            ? $"E'{doubled.Replace("\\", "\\\\", StringComparison.Ordinal)}'"
            : $"'{doubled}'";
    }
}
