using System.CommandLine;
using System.Globalization;
using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands;

/// <summary><c>flywheel labels</c>: what people label, out to a file and in again.</summary>
public static class LabelsCommand
{
    public static Command Create() =>
        new("labels", "Labels by people: what waits for one, out to a file of a spreadsheet, and in again.") { Status(), Ask(), Take() };

    private static Argument<FileInfo> File(string description) => new("file") { Description = description };

    private static Option<string?> Labeler() =>
        new("--labeler") { Description = "Which queue, where the strategy has several: the name that it signs with.", HelpName = "NAME" };

    private static Command Status()
    {
        var (model, @base, merged) = (Options.Model(), Options.Base(), Options.AssumeMerged());
        var command = new Command("status", "What each labeler has labelled, and what waits for it.") { model, @base, merged };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var files = workshop.Base(parsed.GetValue(merged), parsed.GetValue(@base)!);
                Tell(Now(workshop, parsed.GetValue(model)!, files, dryRun: true));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Ask()
    {
        var (model, @base, merged) = (Options.Model(), Options.Base(), Options.AssumeMerged());
        var file = File("File to write: .csv for a spreadsheet, .jsonl for a program. One that is there is never written over.");
        var labeler = Labeler();
        var most = new Option<int?>("--most") { Description = "Most points to ask about; all that wait without it.", HelpName = "COUNT" };
        var again = new Option<int?>("--again")
        {
            Description = "Ask for a second opinion on so many points that are labelled already, drawn from all alike.",
            HelpName = "COUNT",
        };
        var command = new Command("ask", "Write the points that wait for a label into a file, the most wanted first.")
        {
            model,
            file,
            labeler,
            most,
            again,
            @base,
            merged,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                var files = workshop.Base(parsed.GetValue(merged), parsed.GetValue(@base)!);
                var turn = Now(workshop, parsed.GetValue(model)!, files, dryRun: true);
                Write(turn, parsed.GetValue(file)!, parsed.GetValue(labeler), parsed.GetValue(most), parsed.GetValue(again));
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Take()
    {
        var (model, @base, merged, dryRun) = (Options.Model(), Options.Base(), Options.AssumeMerged(), Options.DryRun());
        var file = File("File with labels, as 'ask' wrote it and a person filled it in.");
        var labeler = Labeler();
        var command = new Command("take", "Take the labels of a file: good rows at once, and what is wrong with the others line by line.")
        {
            model,
            file,
            labeler,
            @base,
            merged,
            dryRun,
        };
        command.SetAction(
            int (ParseResult parsed) =>
            {
                using var workshop = new Workshop(Here.Root, new NoProgress());
                using var held = workshop.Hold();
                var files = workshop.Base(parsed.GetValue(merged), parsed.GetValue(@base)!);
                var dry = parsed.GetValue(dryRun);
                var turn = Now(workshop, parsed.GetValue(model)!, files, dry);
                return (int)Read(turn, parsed.GetValue(file)!, Queue(turn, parsed.GetValue(labeler)), dry);
            }
        );
        return command;
    }

    /// <summary>A turn at the time at which an answer counts as received: now by the strategy's clock, and later than all that turns have seen and people have said.</summary>
    private static Turn Now(Workshop workshop, string model, IFiles merged, bool dryRun)
    {
        var strategy = workshop.Strategy(model);
        var workplace = dryRun ? workshop.OpenDry(strategy) : workshop.Open(strategy);
        var times = Partitions
            .Read(workplace.Store, model, Partitions.Bought, DateTime.MaxValue)
            .Select(partition => partition.ReceivedTo)
            .Append(Clock.LastMerged(model, merged) ?? DateTime.MinValue)
            .Select(time => time.AddMicroseconds(1));
        var now = times.Append(Clock.Reached(strategy, workplace)).Max();
        now = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);
        return new(strategy, now, BaseState.Before(now, merged, model), workplace);
    }

    private static (HumanQueue Queue, int Place) Queue(Turn turn, string? name)
    {
        var queues = turn.Strategy.Curation.Labels.Labelers.Index().Where(one => one.Item is HumanQueue).ToList();
        var chosen = name is null ? queues : [.. queues.Where(one => one.Item.Signs == name)];
        return chosen switch
        {
            [var (place, queue)] => ((HumanQueue)queue, place),
            [] when queues.Count == 0 => throw new RefusedException(
                ExitCode.Mistake,
                $"No people label for {turn.Strategy.Model}. Write into strategy/{turn.Strategy.Model}/curation.yaml, e.g. 'labels: {{ human-queue: {{ price: 0.5 }} }}' (docs/labels.md)."
            ),
            _ => throw new RefusedException(
                ExitCode.Mistake,
                $"{(name is null ? "There are several queues" : $"No queue is called '{name}'")}. Say which: {string.Join(" or ", queues.Select(one => $"--labeler {one.Item.Signs}"))}."
            ),
        };
    }

    private static void Tell(Turn turn)
    {
        var labels = turn.Strategy.Curation.Labels;
        if (labels is LabelsFromLog)
        {
            Console.Out.WriteLine($"Labels of {turn.Strategy.Model} come from the log; nobody is asked.");
            return;
        }

        var points = new PickedPoints(turn);
        points.Lay();
        var said = new LabelOpinions(turn, curated: true).OfLabelers;
        foreach (var (place, labeler) in labels.Labelers.Index())
        {
            var signs = $"{LabelOpinions.Labeler(Sql.Name(LabelOpinions.Signed))} = {Sql.Text(labeler.Signs)}";
            var given = turn.Database.Value<long>($"SELECT count({turn.Log.Label}) FROM ({said}) WHERE {signs}");
            var waits = turn.Database.Value<long>($"SELECT count(*) FROM ({points.For(place)})");
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{labeler.Signs, -20} {(labeler is LabelsFromLog ? "" : $"{given:N0} labels so far, ")}{waits:N0} points wait{(labeler is LabelsBySqlRule ? " and it cannot tell" : "")}"
                )
            );
        }

        if (labels.Labelers.OfType<HumanQueue>().FirstOrDefault() is not null)
        {
            Console.Out.WriteLine(
                $"To label: flywheel labels ask {turn.Strategy.Model} labels.csv, fill it in, flywheel labels take {turn.Strategy.Model} labels.csv"
            );
        }
    }

    private static void Write(Turn turn, FileInfo file, string? labeler, int? most, int? again)
    {
        var (queue, place) = Queue(turn, labeler);
        if (file.Exists)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"{file} is there already, and somebody may be filling it in. Take it first (flywheel labels take {turn.Strategy.Model} {file}), or name another file."
            );
        }

        var points = new PickedPoints(turn);
        points.Lay();
        var asked = again is { } count ? points.Again(count, turn.AsOf.ToString("O", CultureInfo.InvariantCulture)) : points.For(place);
        asked = most is { } limit ? $"SELECT * FROM ({asked}) ORDER BY {points.Order} LIMIT {limit}" : asked;
        if (turn.Database.Value<long>($"SELECT count(*) FROM ({asked})") == 0)
        {
            Console.Out.WriteLine($"No point waits for a label of {queue.Signs}.");
            return;
        }

        var format = FormatOf(file);
        var context = queue.Context ?? PointsFile.AllOf(turn.Strategy);
        var ids = new PointsFile(turn, context, toFill: true).Write(file.FullName, format, asked, points.Order);
        Console.Out.WriteLine(
            $"""
            {Points(ids.Count)} {(again is null ? "wait for a label" : "are for a second look")}: {file}
            Fill in {turn.Strategy.Log.Label.Column} ({Wanted(
                turn
            )}; {AnswerCheck.Abstains} where it cannot be told), and {AnswerFile.SignedBy} where several people label. Then: flywheel labels take {turn.Strategy.Model} {file}
            """
        );
    }

    private static ExitCode Read(Turn turn, FileInfo file, (HumanQueue Queue, int Place) queue, bool dryRun)
    {
        // Who was asked may take longer than a dataset reaches back.
        new PickedPoints(turn, DateTime.MinValue.AddYears(1)).Lay();
        var (id, shown) = (turn.Log.Id, file.ToString());
        var faults = new List<Fault>();
        var read = new AnswerFile(turn.Strategy, shown, faults);
        var answers = read.Read(file.FullName, FormatOf(file));
        var asked = turn
            .Database.Rows<string>($"SELECT CAST({id} AS VARCHAR) AS id FROM {PickedPoints.Table}")
            .ToHashSet(StringComparer.Ordinal);
        var check = new AnswerCheck(
            turn.Strategy,
            queue.Queue.Signs,
            shown,
            asked,
            some =>
                turn.Database.Rows<string>(
                        $"SELECT CAST({id} AS VARCHAR) FROM log WHERE CAST({id} AS VARCHAR) IN (SELECT unnest({Sql.List(some)}))"
                    )
                    .ToHashSet(),
            read.HasDecimalCommas,
            faults
        );
        var good = check.Good(answers);
        var (labels, abstained) = new BoughtLabels(turn, queue.Queue, turn.AsOf).Take(good, Path.GetFileName(file.FullName));
        foreach (var fault in faults.OrderBy(fault => fault.At))
        {
            Console.Error.WriteLine(fault);
        }

        var told = new[]
        {
            $"{Labels(labels)} {(dryRun ? "would be" : labels == 1 ? "was" : "were")} taken",
            abstained > 0 ? $"{Points(abstained)} cannot be told" : null,
            good.Count - labels - abstained is > 0 and var known ? $"{Rows(known)} taken before" : null,
            check.Repeated > 0 ? $"{Rows(check.Repeated)} written twice" : null,
            check.Unanswered > 0 ? $"{Rows(check.Unanswered)} not filled in" : null,
            faults.Count > 0
                ? $"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")}: mend {(faults.Count == 1 ? "it" : "them")} in {shown} and take the file again, what is taken is not taken twice"
                : null,
        };
        Console.Out.WriteLine(string.Join("; ", told.OfType<string>()) + ".");
        if (labels > 0 && !dryRun)
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Received {turn.AsOf:yyyy-MM-dd HH:mm:ss}, for {labels * queue.Queue.Price:0.00}: turns of a later time see them."
                )
            );
        }

        return faults.Count > 0 ? ExitCode.Mistake : ExitCode.Done;
    }

    private static PointsFormat FormatOf(FileInfo file) =>
        file.Extension.ToLowerInvariant() is ".jsonl" or ".json" or ".ndjson" ? PointsFormat.Jsonl : PointsFormat.Csv;

    private static string Wanted(Turn turn) =>
        turn.Strategy.Target.IsProbability ? "1 or 0"
        : turn.Strategy.Target.Classes.Count > 0 ? Listing.Of(turn.Strategy.Target.Classes)
        : "a number";

    private static string Points(long count) => Counted(count, "point");

    private static string Labels(long count) => Counted(count, "label");

    private static string Rows(long count) => Counted(count, "row");

    private static string Counted(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
