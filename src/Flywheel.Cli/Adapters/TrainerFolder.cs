using System.Globalization;
using System.Text;
using System.Text.Json;
using Flywheel.Storage;
using Flywheel.Training;

namespace Flywheel.Cli.Adapters;

/// <summary>The folder in which a program finds its rows and leaves what it made; gone when disposed.</summary>
public sealed class TrainerFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flywheel-trainer-");

    public string Path => folder.FullName;

    public string Model => At("model");

    public void WriteJob(TrainerProgram program, int rows) =>
        File.WriteAllText(
            At("job.json"),
            Json.Write(
                new
                {
                    program.Task,
                    Classes = program.Classes == 0 ? (int?)null : program.Classes,
                    program.Seed,
                    Rows = rows,
                    Columns = program.Names.Zip(program.Categorical, (name, code) => new { Name = name, Kind = code ? "code" : "number" }),
                }
            )
        );

    /// <summary>Rows as CSV: a header, then a line each; a missing value is empty.</summary>
    public void WriteRows(ReadOnlySpan<float> values, IReadOnlyList<string> names)
    {
        using var lines = new StreamWriter(At("rows.csv"), append: false, new UTF8Encoding(false), 1 << 20);
        lines.Write(string.Join(',', names.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n");
        Span<char> number = stackalloc char[32];
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsNaN(values[i]))
            {
                values[i].TryFormat(number, out var length, "R", CultureInfo.InvariantCulture);
                lines.Write(number[..length]);
            }

            lines.Write((i + 1) % names.Count == 0 ? '\n' : ',');
        }
    }

    public void WriteLabels(TrainingMatrix data)
    {
        using var lines = new StreamWriter(At("labels.csv"), append: false, new UTF8Encoding(false), 1 << 20);
        lines.Write(data.Weights is null ? "label\n" : "label,weight\n");
        for (var i = 0; i < data.Rows; i++)
        {
            lines.Write(data.Labels[i].ToString("R", CultureInfo.InvariantCulture));
            lines.Write(data.Weights is { } weights ? $",{weights[i].ToString("R", CultureInfo.InvariantCulture)}\n" : "\n");
        }
    }

    /// <summary>How much each column matters, by name; null where the program does not say.</summary>
    /// <exception cref="RefusedException">The file is no map of names to numbers.</exception>
    public IReadOnlyDictionary<string, double>? ReadImportance(TrainerProgram program)
    {
        if (!File.Exists(At("importance.json")))
        {
            return null;
        }

        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(At("importance.json")))!;
            return read.Keys.FirstOrDefault(name => !program.Names.Contains(name)) is { } unknown
                ? throw program.Wrong("fit", $"wrote the importance of '{unknown}', which is no column of rows.csv")
                : read;
        }
        catch (JsonException wrong)
        {
            throw program.Wrong("fit", $"wrote an importance.json that is no map of names to numbers: {wrong.Message}");
        }
    }

    /// <summary>A score a line, as many as there are rows.</summary>
    /// <exception cref="RefusedException">There are others, or one is no score of the task.</exception>
    public float[] ReadScores(TrainerProgram program, int rows)
    {
        if (!File.Exists(At("scores.csv")))
        {
            throw program.Wrong("score", "left no file 'scores.csv' in the folder that it was given");
        }

        var scores = new float[rows];
        var row = 0;
        foreach (var line in File.ReadLines(At("scores.csv")).Skip(1).Where(line => line.Length > 0))
        {
            if (row == rows)
            {
                throw program.Wrong("score", $"wrote more scores than the {rows} rows");
            }

            if (!float.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !IsScore(program, score))
            {
                throw program.Wrong(
                    "score",
                    $"wrote '{(line.Length > 40 ? line[..40] + "…" : line)}' in line {row + 2} of scores.csv, where {Wanted(program)} belongs"
                );
            }

            scores[row++] = score;
        }

        return row == rows
            ? scores
            : throw program.Wrong("score", $"wrote {row} scores for {rows} rows; scores.csv has a header and a line a row");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static bool IsScore(TrainerProgram program, float score) =>
        program.Task == "binary" ? score is >= 0 and <= 1
        : program.Classes > 0 ? score >= 0 && score < program.Classes && score == MathF.Truncate(score)
        : float.IsFinite(score);

    private static string Wanted(TrainerProgram program) =>
        program.Task == "binary" ? "a probability in [0, 1]"
        : program.Classes > 0 ? $"the number of a class, 0 to {program.Classes - 1},"
        : "a finite number";

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
