using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>Loads models by version; one whose bytes the store lacks is made again from its manifest.</summary>
public static class ModelShelf
{
    /// <exception cref="RefusedException">The bytes are damaged, or the model cannot be made again.</exception>
    public static Scorer Load(Turn turn, string version)
    {
        var manifest = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version);
        var hash = turn.Store.Has(manifest.Bytes) ? manifest.Bytes : Rebuilt(turn, manifest);
        return Open(turn, hash, $"{manifest.Model}@{version}");
    }

    /// <summary>Loads a model by the hash of its bytes.</summary>
    /// <param name="named">What messages call it.</param>
    public static Scorer Open(Turn turn, string hash, string named)
    {
        try
        {
            var file = ModelFile.Read(File.ReadAllBytes(turn.Store.PathOf(hash)));
            return new(file.Encoder, turn.Workplace.Engine.Load(file.Trainer, file.Engine));
        }
        catch (DamagedObjectException damaged)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"model {named}: {damaged.Message}. Type: rm {damaged.Path} — the next turn makes the model again from its manifest and checks it."
            );
        }
    }

    /// <summary>Where a rebuild under another environment gave other bytes, which ones stand in for the manifest's.</summary>
    private static string StandIn(ModelManifest manifest) => $"{IStore.ByContent}rebuilt/{manifest.Bytes}";

    private static string Rebuilt(Turn turn, ModelManifest manifest)
    {
        if (turn.Store.Read(StandIn(manifest)) is { } known && turn.Store.Has(known))
        {
            return known;
        }

        var hash = Rebuild.Model(turn, manifest);
        turn.Store.Write(StandIn(manifest), hash);
        return hash;
    }
}
