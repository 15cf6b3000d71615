using System.CommandLine;
using System.Data.Common;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel sql</c>: free questions to the as-of log, read-only.</summary>
public static class SqlCommand
{
    private const int MostRows = 200;

    public static Command Create()
    {
        var model = Options.Model();
        var query = new Argument<string>("query")
        {
            Description = "One SELECT over log (events with what is known of them) and reservoir.",
        };
        var asOf = Options.AsOf("What had been received by this time. The last turn in the ledger without it.");
        var command = new Command(
            "sql",
            "Ask the log, as it was known at a time: flywheel sql flights \"SELECT origin, avg(late) FROM log GROUP BY origin\""
        )
        {
            model,
            query,
            asOf,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var rows = Ledger.Read(workshop.Files.Read(Ledger.Path(strategy.Model)), Ledger.Path(strategy.Model));
                var time =
                    parsed.GetValue(asOf)
                    ?? rows.LastOrDefault()?.AsOf
                    ?? throw new RefusedException(
                        ExitCode.Mistake,
                        $"There is no turn in the ledger yet. Name a time: flywheel sql {strategy.Model} \"…\" --as-of 2001-01-08"
                    );
                var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.Open(strategy));
                turn.Log.See(DateTime.MinValue.AddYears(1), curated: true);
                Print(turn.Database, parsed.GetValue(query)!);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Print(Database database, string query)
    {
        // Only what DuckDB's parser can serialise is a SELECT: nothing that writes, attaches or sets gets through.
        var tree = database.Value<string>("SELECT json_serialize_sql(CAST(@query AS VARCHAR))", new { query });
        if (tree.Contains("\"error\":true", StringComparison.Ordinal))
        {
            throw new RefusedException(
                ExitCode.Mistake,
                "That is not one SELECT statement. Example: SELECT origin, count(*) FROM log GROUP BY origin ORDER BY 2 DESC"
            );
        }

        using var command = database.Connection.CreateCommand();
        command.CommandText = query;
        command.CommandTimeout = database.Seconds;
        try
        {
            using var reader = command.ExecuteReader();
            var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded };
            for (var i = 0; i < reader.FieldCount; i++)
            {
                table.AddColumn(Markup.Escape(reader.GetName(i)));
            }

            var rows = 0;
            while (reader.Read() && rows++ < MostRows)
            {
                table.AddRow(Enumerable.Range(0, reader.FieldCount).Select(i => Markup.Escape(Shown(reader, i))).ToArray());
            }

            AnsiConsole.Write(table);
            if (rows > MostRows)
            {
                AnsiConsole.WriteLine($"The first {MostRows} rows; write LIMIT or an aggregate for others.");
            }
        }
        catch (DbException wrong)
        {
            throw new RefusedException(ExitCode.Mistake, wrong.Message);
        }
    }

    private static string Shown(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
