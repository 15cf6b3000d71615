using Flywheel.Datasets;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>The model that a training goes on from: its trees and how it encodes rows stay, passes are added, and calibration is learned anew.</summary>
/// <param name="Hash">SHA-256 of its bytes as the store has them: under another environment a rebuild may have given others than its manifest's.</param>
internal sealed record Start(string Hash, ModelFile File)
{
    /// <summary>The one that a dataset was formed for, or null; its bytes are in the store afterwards.</summary>
    /// <exception cref="RefusedException">Its manifest is missing, or it cannot be made again.</exception>
    public static Start? Of(Turn turn, Dataset dataset)
    {
        if (dataset.Continuation?.Base is not { } from)
        {
            return null;
        }

        var hash = ModelShelf.HashOf(turn, ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, from.Version));
        return new(hash, ModelShelf.File(turn, hash, $"{turn.Strategy.Model}@{from.Version}"));
    }

    public int Rounds(Turn turn)
    {
        using var model = turn.Workplace.Engine.Load(File.Trainer, File.Engine);
        return model.Rounds;
    }
}
