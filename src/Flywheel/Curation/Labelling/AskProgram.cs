using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Curation.Labelling;

/// <summary>Has a program label points by files, and keeps what it labelled, however it ends.</summary>
/// <remarks>
/// The folder is deleted only once its labels are in the store. One that is there already was left by a process that died: its labels
/// are taken first, and the program is asked for the rest.
/// </remarks>
public sealed class AskProgram(Turn turn, LabelsByCommand labeler, PickedPoints points, int place)
{
    private const string Points = "points";
    private const string Labels = "labels";
    private const string Job = "job.json";

    /// <summary>Faults of a file of labels that are shown; the others are counted.</summary>
    private const int MostShown = 10;

    private string Ending => labeler.Format == PointsFormat.Csv ? ".csv" : ".jsonl";

    /// <returns>Why points are left without an answer, or why answers were not taken; null where all is well.</returns>
    public ProgramTrouble? Run()
    {
        if (turn.Workplace.LabelProgram is not { } program)
        {
            return null;
        }

        var folder = program.Folder(turn.Strategy.Model, labeler.Signs);
        if (Directory.Exists(folder))
        {
            Take(folder, mayBeCutOff: true, []);
            Directory.Delete(folder, recursive: true);
        }

        var asked = points.For(place);
        if (turn.Database.Value<long>($"SELECT count(*) FROM ({asked})") == 0)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var shown = PointsFile.AllOf(turn.Strategy);
        var ids = new PointsFile(turn, shown, toFill: false).Write(
            Path.Combine(folder, Points + Ending),
            labeler.Format,
            asked,
            points.Order
        );
        File.WriteAllText(Path.Combine(folder, Job), Storage.Json.Write(JobOf(ids.Count)));
        turn.Workplace.Progress.Step(0, $"{labeler.Signs}: {ids.Count} points to label");
        var trouble = program.Run(labeler, folder);
        var faults = new List<Fault>();
        Take(folder, mayBeCutOff: trouble is not null, faults);
        Directory.Delete(folder, recursive: true);
        var left = turn.Database.Value<long>($"SELECT count(*) FROM ({points.For(place)})");
        return Of(trouble, faults, ids.Count, left);
    }

    private object JobOf(int count)
    {
        var target = turn.Strategy.Target;
        return new
        {
            turn.Strategy.Model,
            Task = KebabCase.Of(turn.Strategy.Main.Task.ToString()),
            Classes = target.Classes.Count == 0 ? null : target.Classes,
            turn.Strategy.Log.Id,
            Label = turn.Strategy.Log.Label.Column,
            Points = Points + Ending,
            Labels = Labels + Ending,
            Count = count,
        };
    }

    private void Take(string folder, bool mayBeCutOff, List<Fault> faults)
    {
        var file = Path.Combine(folder, Labels + Ending);
        if (!File.Exists(file))
        {
            return;
        }

        // Answers about points of an earlier call count as well, as long as the points are there.
        var asked = turn
            .Database.Rows<string>($"SELECT CAST({turn.Log.Id} AS VARCHAR) AS id FROM {PickedPoints.Table}")
            .ToHashSet(StringComparer.Ordinal);
        var read = new AnswerFile(turn.Strategy, Labels + Ending, faults);
        var answers = read.Read(file, labeler.Format, mayBeCutOff);
        var check = new AnswerCheck(
            turn.Strategy,
            labeler.Signs,
            Labels + Ending,
            asked,
            _ => new HashSet<string>(),
            decimalCommas: false,
            faults
        );
        new BoughtLabels(turn, labeler, turn.AsOf).Take(check.Good(answers), Path.GetFileName(file));
    }

    private static ProgramTrouble? Of(ProgramTrouble? trouble, List<Fault> faults, int asked, long left)
    {
        if (trouble is null && faults.Count == 0 && left == 0)
        {
            return null;
        }

        var what = new[]
        {
            trouble?.Said,
            faults.Count > 0 ? $"wrote {faults.Count} {(faults.Count == 1 ? "row that is" : "rows that are")} no answer" : null,
            trouble is null && faults.Count == 0 ? "ended well" : null,
            $"{asked - left} of {asked} points are answered, and the next turn asks for the rest",
        };
        var said = string.Join("; ", what.OfType<string>());
        var shown = string.Concat(faults.Take(MostShown).Select(fault => $"\n  {fault}"));
        var more = faults.Count > MostShown ? $"\n  and {faults.Count - MostShown} more" : "";
        return new(
            said,
            $"{said}.{(trouble is null ? "" : $"\n  {trouble.Told}")}{shown}{more}\n  What it labelled is kept, and the turn goes on. Mend the command (labels in curation.yaml, docs/labels.md); the same turn, typed again, asks for the rest."
        );
    }
}
