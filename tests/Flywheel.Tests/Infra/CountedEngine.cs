using Flywheel.Training;

namespace Flywheel.Tests.Infra;

/// <summary>Counts trainings, and dies before the one after so many.</summary>
internal sealed class CountedEngine(ITrainer inner, int most = int.MaxValue) : ITrainer
{
    public int Fitted { get; private set; }

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
        if (Fitted == most)
        {
            throw new DiedException();
        }

        Fitted++;
        return inner.Fit(trainer, data, rounds, parameters, rounded, stop, start, weigh);
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) => inner.Load(trainer, bytes);
}
