using System.Globalization;
using System.Text.Json;
using Flywheel.Storage;
using Flywheel.Training;

namespace Flywheel.Cli.Adapters;

/// <summary>Fits and scores by a program of the strategy's own, which reads and writes files; docs/trainers.md has the contract.</summary>
/// <param name="root">The repository's root: the program starts there.</param>
public sealed class CommandEngine(string root) : ITrainer
{
    public IFittedModel Fit(
        string trainer,
        TrainingMatrix data,
        int rounds,
        IReadOnlyDictionary<string, string> parameters,
        Action<int> rounded,
        EarlyStop? stop = null,
        byte[]? start = null,
        Func<int, float[], float[]>? weigh = null
    )
    {
        if (start is not null || weigh is not null)
        {
            throw new ArgumentException(
                $"The trainer {trainer} cannot go on from a model or be told rows by round; the strategy's check is to refuse that.",
                nameof(start)
            );
        }

        var program = new TrainerProgram(
            JsonSerializer.Deserialize<string[]>(parameters[CommandTrainer.RunParameter])!,
            parameters[CommandTrainer.TimeParameter],
            parameters[CommandTrainer.TaskParameter],
            Whole(CommandTrainer.ClassesParameter),
            Whole(CommandTrainer.SeedParameter),
            data.Names,
            data.Categorical
        );
        using var folder = new TrainerFolder();
        folder.WriteJob(program, data.Rows);
        folder.WriteRows(data.Values, data.Names);
        folder.WriteLabels(data);
        program.Run(root, "fit", folder.Path);
        if (!File.Exists(folder.Model))
        {
            throw program.Wrong("fit", "left no file 'model' in the folder that it was given");
        }

        rounded(rounds);
        return new Model(root, program with { Importance = folder.ReadImportance(program) }, File.ReadAllBytes(folder.Model));

        int Whole(string name) => int.Parse(parameters[name], CultureInfo.InvariantCulture);
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return new Model(root, JsonSerializer.Deserialize<TrainerProgram>(bytes[..end], Json.OneLine)!, bytes[(end + 1)..].ToArray());
    }

    private sealed class Model(string root, TrainerProgram program, byte[] bytes) : IFittedModel
    {
        /// <summary>What runs it, in one line, then what it wrote.</summary>
        public byte[] Bytes => [.. JsonSerializer.SerializeToUtf8Bytes(program, Json.OneLine), (byte)'\n', .. bytes];

        public int Rounds => 1;

        public IReadOnlyDictionary<string, double> Importance =>
            program.Names.ToDictionary(name => name, name => program.Importance?.GetValueOrDefault(name) ?? 0, StringComparer.Ordinal);

        public float[] Score(ReadOnlySpan<float> matrix, int rows)
        {
            using var folder = new TrainerFolder();
            folder.WriteJob(program, rows);
            folder.WriteRows(matrix, program.Names);
            File.WriteAllBytes(folder.Model, bytes);
            program.Run(root, "score", folder.Path);
            return folder.ReadScores(program, rows);
        }

        /// <summary>A program says which class, and not how sure it is of it.</summary>
        public float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds)
        {
            var scores = Score(matrix, rows);
            if (program.Classes == 0)
            {
                return scores;
            }

            var outputs = new float[rows * program.Classes];
            for (var row = 0; row < rows; row++)
            {
                outputs[(row * program.Classes) + (int)scores[row]] = 1;
            }

            return outputs;
        }

        public void Dispose() { }
    }
}
