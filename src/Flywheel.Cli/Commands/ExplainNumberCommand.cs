using System.CommandLine;
using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Drills;
using Flywheel.Monitoring.References;
using Flywheel.Turns;
using Flywheel.Yaml;
using Spectre.Console;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel explain</c>: every check and number of the monitoring report by its id, or one of them taken apart.</summary>
/// <remarks>The turn's window is looked at again without a trace, as it was then.</remarks>
public static class ExplainNumberCommand
{
    /// <summary>What the report keeps of a number, and a sum in another order.</summary>
    private const double Same = 1e-6;

    public static Command Create()
    {
        var model = Options.Model();
        var id = new Argument<string?>("id")
        {
            Description = "Id of a check or a number, or its first digits; all of them are listed without it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var asOf = Options.AsOf("Time of the turn. The last one in the ledger without it.");
        var command = new Command(
            "explain",
            "The checks and numbers of the monitoring report by id; of one of them the SQL behind it, its value again, and the rows that moved it most."
        )
        {
            model,
            id,
            asOf,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                Run(workshop, parsed.GetValue(model)!, parsed.GetValue(id), parsed.GetValue(asOf));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static void Run(Workshop workshop, string model, string? id, DateTime? asOf)
    {
        var strategy = workshop.Strategy(model);
        var turn = NewestTurn.Watched(workshop, strategy, asOf);
        var asked = workshop.Ask(AskedLog.Copy(turn, curated: false, (ReferenceScores.Table, ReferenceScores.Select(turn))));
        var readings = new Readings(turn, asked.Database).All;
        if (id is null)
        {
            List(turn, readings);
        }
        else
        {
            Explain(turn, Named(readings, id, model), asked);
        }
    }

    private static void List(Turn turn, IReadOnlyList<Reading> readings)
    {
        var model = turn.Strategy.Model;
        var table = Tables.Plain("id", "what", "role", "value", "verdict");
        foreach (var reading in readings)
        {
            table.AddRow(
                new[] { reading.Id, reading.What, reading.Role, reading.Value, Said(reading.Outcome) }.Select(Markup.Escape).ToArray()
            );
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"The turn of {turn.Version}. To take one apart: flywheel explain {model} {readings[0].Id}");
    }

    private static Reading Named(IReadOnlyList<Reading> readings, string id, string model)
    {
        var found = readings.Where(reading => reading.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new RefusedException(
                ExitCode.Mistake,
                $"Nothing of this turn has the id '{id}'. To see every id, type: flywheel explain {model}"
            ),
            _ => throw new RefusedException(
                ExitCode.Mistake,
                $"'{id}' begins {found.Count} ids: {string.Join(", ", found.Select(reading => $"{reading.Id} ({reading.What})"))}. Type more of its digits."
            ),
        };
    }

    private static void Explain(Turn turn, Reading reading, AskedDatabase asked)
    {
        Say($"{reading.Id}  {reading.What}  ({reading.Role}{(reading.Outcome is null ? "" : $", {Said(reading.Outcome)}")})");
        Say($"{reading.Value}\n");
        if (reading.Drill() is not { } drill)
        {
            Say("There is nothing to take apart: one side has no row, the log keeps none, or its kind does not tell how.");
            return;
        }

        if (drill.Value is { } sql)
        {
            Say($"The SQL behind it:\n\n{sql}\n");
            Say($"It gives {Again(asked, sql, reading.Number)}.\n");
        }

        foreach (var behind in drill.Behind)
        {
            Say($"{behind.Said}:\n");
            SqlAnswer.Table(asked, behind.Sql);
            Say("");
        }

        Say($"To ask further: flywheel sql {turn.Strategy.Model} --as-of {turn.Version} \"…\"");
    }

    private static string Again(AskedDatabase asked, string sql, double? recorded)
    {
        string? text = null;
        asked.Ask(
            sql,
            _ => { },
            row =>
            {
                text = row[0];
                return false;
            }
        );
        var known = double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        var shown = known ? value.ToString("0.######", CultureInfo.InvariantCulture) : "no number";
        return recorded is not { } then ? shown
            : known && Math.Abs(value - then) <= Same * Math.Max(1, Math.Abs(then)) ? $"{shown}, as the turn recorded"
            : $"{shown}, and the turn recorded {then.ToString("0.######", CultureInfo.InvariantCulture)}";
    }

    private static string Said(Outcome? outcome) => outcome is { } known ? KebabCase.Of(known.ToString()).Replace('-', ' ') : "–";

    /// <summary>As it is: SQL is to be copied, so no line of it may be broken.</summary>
    private static void Say(string text) => Console.Out.WriteLine(text);
}
