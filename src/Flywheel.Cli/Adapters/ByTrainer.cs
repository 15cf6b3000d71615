using Flywheel.Training;

namespace Flywheel.Cli.Adapters;

/// <summary>Hands each training to the engine of its trainer: programs of the strategy's own to one, all else to the other.</summary>
public sealed class ByTrainer(ITrainer xgboost, ITrainer command) : ITrainer
{
    private static readonly string Command = Trainer.Kinds.WordOf(typeof(CommandTrainer));

    public IFittedModel Fit(
        string trainer,
        TrainingMatrix data,
        int rounds,
        IReadOnlyDictionary<string, string> parameters,
        Action<int> rounded,
        EarlyStop? stop = null,
        byte[]? start = null,
        Func<int, float[], float[]>? weigh = null
    ) => Of(trainer).Fit(trainer, data, rounds, parameters, rounded, stop, start, weigh);

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) => Of(trainer).Load(trainer, bytes);

    private ITrainer Of(string trainer) => trainer == Command ? command : xgboost;
}
