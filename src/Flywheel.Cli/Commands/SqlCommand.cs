using System.CommandLine;
using Flywheel.Cli.Adapters;
using Flywheel.Logging;
using Flywheel.Monitoring.References;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel sql</c>: free questions to the as-of log, read-only: one on the command line, or many from a prompt or a pipe.</summary>
public static class SqlCommand
{
    private const string Help = """
        A question is one SELECT that ends with ; and may take several lines.
          .tables   the tables with their columns
          .help     this
          .quit     end; so does the end of the input
        """;

    public static Command Create()
    {
        var model = Options.Model();
        var question = new Argument<string?>("query")
        {
            Description =
                "One SELECT over log (events with what is known of them), events, scores, labels, feedback, quarantine and reservoir. Without it questions are read from a prompt, or from a pipe.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var asOf = Options.AsOf("What had been received by this time. The last turn in the ledger without it.");
        var csv = new Option<bool>("--csv") { Description = "Every row as CSV, instead of a table of the first ones." };
        var command = new Command(
            "sql",
            "Ask the log, as it was known at a time: flywheel sql flights \"SELECT origin, avg(late) FROM log GROUP BY origin\""
        )
        {
            model,
            question,
            asOf,
            csv,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var strategy = workshop.Strategy(parsed.GetValue(model)!);
                var time =
                    parsed.GetValue(asOf)
                    ?? Clock.LastMerged(strategy.Model, workshop.Files)
                    ?? throw new RefusedException(
                        ExitCode.Mistake,
                        $"There is no turn in the ledger yet. Name a time: flywheel sql {strategy.Model} \"…\" --as-of 2001-01-08"
                    );
                var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.Open(strategy));
                var query = parsed.GetValue(question);
                var asked = workshop.Ask(AskedLog.Copy(turn, curated: true, [.. Reference(turn, query)]));
                Action<string> answer = parsed.GetValue(csv)
                    ? text => SqlAnswer.Csv(asked, text, Console.Out)
                    : text => SqlAnswer.Table(asked, text);
                return (int)(query is not null ? Once(query, answer) : Many(strategy.Model, turn.Version, asked, answer));
            }
        );
        return command;
    }

    /// <summary>The scores of monitoring's reference: a model must be asked for them, so only where a question may need them.</summary>
    private static IEnumerable<(string, string)> Reference(Turn turn, string? query)
    {
        if (query is not null)
        {
            return query.Contains(ReferenceScores.Table, StringComparison.OrdinalIgnoreCase)
                ? [(ReferenceScores.Table, ReferenceScores.Select(turn))]
                : [];
        }

        try
        {
            return [(ReferenceScores.Table, ReferenceScores.Select(turn))];
        }
        catch (RefusedException)
        {
            // Without that model every other question can be asked.
            return [];
        }
    }

    private static ExitCode Once(string query, Action<string> answer)
    {
        var statements = SqlStatements.Of(query);
        answer(statements.Count == 1 ? statements[0] : query);
        return ExitCode.Done;
    }

    /// <summary>A question that cannot be answered stops nothing; of a pipe, whose questions nobody watches, the exit code tells it.</summary>
    private static ExitCode Many(string model, string version, AskedDatabase asked, Action<string> answer)
    {
        var watched = !Console.IsInputRedirected;
        var statements = new SqlStatements();
        var failed = false;
        if (watched)
        {
            Console.Out.WriteLine($"The log of {model} as of {version}, read-only. .help says what can be typed.");
        }

        while (Line() is { } line)
        {
            if (!statements.IsOpen && line.TrimStart().StartsWith('.'))
            {
                if (line.Trim() is ".quit" or ".exit")
                {
                    return failed ? ExitCode.Mistake : ExitCode.Done;
                }

                failed |= Dot(line.Trim(), asked);
                continue;
            }

            foreach (var statement in statements.Take(line))
            {
                Answer(statement);
            }
        }

        foreach (var statement in statements.End())
        {
            Answer(statement);
        }

        return failed ? ExitCode.Mistake : ExitCode.Done;

        string? Line()
        {
            if (watched)
            {
                Console.Out.Write(statements.IsOpen ? "   …> " : $"{model}> ");
            }

            return Console.In.ReadLine();
        }

        void Answer(string statement)
        {
            try
            {
                answer(statement);
            }
            catch (RefusedException refused)
            {
                failed |= !watched;
                Console.Error.WriteLine($"flywheel: {refused.Message}");
            }
        }
    }

    /// <returns>Whether it is not known.</returns>
    private static bool Dot(string command, AskedDatabase asked)
    {
        switch (command)
        {
            case ".tables":
                foreach (var (table, columns) in asked.Tables())
                {
                    Console.Out.WriteLine($"{table, -11}{columns}");
                }

                return false;
            case ".help":
                Console.Out.WriteLine(Help);
                return false;
            default:
                Console.Error.WriteLine($"flywheel: '{command}' is not known. Type .tables, .help or .quit");
                return true;
        }
    }
}
