using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary>Tables on the console: lines in a terminal, plain ASCII in a pipe.</summary>
public static class Tables
{
    public static Table Plain(params string[] columns)
    {
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
        table.AddColumns(columns);
        return table;
    }
}
