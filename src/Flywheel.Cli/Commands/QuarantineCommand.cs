using System.CommandLine;
using System.Globalization;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel quarantine</c>: what is kept aside and why, and the way out of it.</summary>
public static class QuarantineCommand
{
    /// <summary>Characters of a row's content that are shown.</summary>
    private const int Shown = 200;

    public static Command Create()
    {
        var model = Options.Model();
        var replay = new Option<bool>("--replay")
        {
            Description =
                "Try the rows again, after the strategy or the data was mended; those that are good now are taken into the log, once.",
        };
        var examples = new Option<int>("--examples") { Description = "Rows to show of each reason.", DefaultValueFactory = _ => 2 };
        var @base = Options.Base();
        var assumeMerged = Options.AssumeMerged();
        var dryRun = Options.DryRun();
        var command = new Command("quarantine", "Rows that were kept aside, by reason, with examples; --replay tries them again.")
        {
            model,
            replay,
            examples,
            @base,
            assumeMerged,
            dryRun,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                if (!parsed.GetValue(replay))
                {
                    List(new(Everything(workshop, parsed.GetValue(model)!, workshop.Files, dryRun: true)), parsed.GetValue(examples));
                    return (int)ExitCode.Done;
                }

                using var held = workshop.Hold();
                var merged = workshop.Base(parsed.GetValue(assumeMerged), parsed.GetValue(@base)!);
                var dry = parsed.GetValue(dryRun);
                Replay(new(Everything(workshop, parsed.GetValue(model)!, merged, dry)), parsed.GetValue(model)!, dry);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>A turn that sees everything that was ever received.</summary>
    private static Turn Everything(Workshop workshop, string model, IFiles merged, bool dryRun)
    {
        var strategy = workshop.Strategy(model);
        return new(
            strategy,
            EraseCommand.Ever,
            BaseState.Before(EraseCommand.Ever, merged, model),
            dryRun ? workshop.OpenDry(strategy) : workshop.Open(strategy)
        );
    }

    private static void List(Quarantine quarantine, int examples)
    {
        var reasons = quarantine.Reasons(Math.Max(0, examples));
        Console.Out.WriteLine(
            reasons.Count == 0 ? "Nothing is in quarantine." : $"{Rows(reasons.Sum(reason => reason.Rows))} in quarantine."
        );
        foreach (var reason in reasons)
        {
            Console.Out.WriteLine($"{reason.Stream}: {reason.Reason}: {Rows(reason.Rows)}, received {Span(reason.From, reason.To)}");
            foreach (var row in reason.Examples)
            {
                var content = row.Content.Length > Shown ? row.Content[..Shown] + "…" : row.Content;
                Console.Out.WriteLine($"  {row.Id ?? "no id"}, {row.File} row {row.Row + 1}: {content.ReplaceLineEndings(" ")}");
            }
        }
    }

    private static void Replay(Quarantine quarantine, string model, bool dryRun)
    {
        var replayed = quarantine.Replay();
        var (taken, notKept) = (replayed.Sum(stream => stream.Taken), replayed.Sum(stream => stream.NotKept));
        var still = replayed
            .SelectMany(stream => stream.Still.Select(reason => $"{stream.Stream}: {reason.Key} ({reason.Value})"))
            .ToList();
        Console.Out.WriteLine(
            $"{Rows(taken)} {(dryRun ? "would leave" : "left")} quarantine for the log{(notKept > 0 ? $", {Rows(notKept)} more {(dryRun ? "would be" : "were")} left out by the sample" : "")}."
        );
        Console.Out.WriteLine(still.Count == 0 ? "Nothing stays." : $"What stays: {string.Join("; ", still)}.");
        if (taken + notKept > 0 && !dryRun)
        {
            Console.Out.WriteLine($"They count as received after the last merged turn; the next one sees them: flywheel loop {model}");
        }
    }

    private static string Rows(long count) => count == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows");

    private static string Span(DateTime from, DateTime to) => from == to ? Time(from) : $"{Time(from)} to {Time(to)}";

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
