using Flywheel.Cli.Adapters;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary>Writes the answer to a question: a table for people, or CSV for programs.</summary>
public static class SqlAnswer
{
    private const int MostRows = 200;

    /// <summary>The first rows as a table: Markdown in a pipe, lines in a terminal.</summary>
    public static void Table(AskedDatabase asked, string query)
    {
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded };
        var rows = 0;
        asked.Ask(
            query,
            names => table.AddColumns([.. names.Select(Markup.Escape)]),
            row =>
            {
                if (rows++ < MostRows)
                {
                    table.AddRow([.. row.Select(value => Markup.Escape(value ?? ""))]);
                }

                return rows <= MostRows;
            }
        );
        AnsiConsole.Write(table);
        if (rows > MostRows)
        {
            AnsiConsole.WriteLine($"The first {MostRows} rows; write LIMIT or an aggregate for others, or --csv for all.");
        }
    }

    /// <summary>Every row as CSV (RFC 4180, LF): NULL is an empty field, an empty text is <c>""</c>.</summary>
    public static void Csv(AskedDatabase asked, string query, TextWriter output) =>
        asked.Ask(
            query,
            names => output.Write(string.Join(',', names.Select(Field)) + '\n'),
            row =>
            {
                output.Write(string.Join(',', row.Select(Field)) + '\n');
                return true;
            }
        );

    private static string Field(string? value) =>
        value is null ? ""
        : value.Length == 0 || value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"")}\""
        : value;
}
