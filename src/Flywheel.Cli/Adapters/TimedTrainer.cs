using System.Diagnostics;
using Flywheel.Training;

namespace Flywheel.Cli.Adapters;

/// <summary>Adds up how long a trainer's own calls take: no turn can be shorter, so a benchmark holds the turn against it.</summary>
public sealed class TimedTrainer(ITrainer inner) : ITrainer
{
    /// <summary>Set to anything, it has a command say on the error stream how long its trainer took.</summary>
    public const string Variable = "FLYWHEEL_TIMINGS";

    private readonly Stopwatch clock = new();

    public TimeSpan Spent => clock.Elapsed;

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
        using var timed = new Timed(clock);
        return new Model(inner.Fit(trainer, data, rounds, parameters, rounded, stop, start, weigh), clock);
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes)
    {
        using var timed = new Timed(clock);
        return new Model(inner.Load(trainer, bytes), clock);
    }

    private sealed class Model(IFittedModel inner, Stopwatch clock) : IFittedModel
    {
        public byte[] Bytes
        {
            get
            {
                using var timed = new Timed(clock);
                return inner.Bytes;
            }
        }

        public IReadOnlyDictionary<string, double> Importance => inner.Importance;

        public float[] Score(ReadOnlySpan<float> matrix, int rows)
        {
            using var timed = new Timed(clock);
            return inner.Score(matrix, rows);
        }

        public int Rounds => inner.Rounds;

        public float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds)
        {
            using var timed = new Timed(clock);
            return inner.Outputs(matrix, rows, rounds);
        }

        public float[]? Contributions(ReadOnlySpan<float> matrix, int rows) => inner.Contributions(matrix, rows);

        public void Dispose() => inner.Dispose();
    }

    private readonly ref struct Timed
    {
        private readonly Stopwatch clock;

        public Timed(Stopwatch clock)
        {
            this.clock = clock;
            clock.Start();
        }

        public void Dispose() => clock.Stop();
    }
}
