using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>Loads models by version; one whose bytes the store lacks is made again from its manifest.</summary>
public static class ModelShelf
{
    /// <summary>The model that was tested under a version: models are compared as they were tested.</summary>
    /// <exception cref="RefusedException">The bytes are damaged, or the model cannot be made again.</exception>
    public static Scorer Load(Turn turn, string version)
    {
        var manifest = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version);
        return Open(turn, HashOf(turn, manifest), $"{manifest.Model}@{version}");
    }

    /// <summary>What production scores with under a version: the refit where there is one.</summary>
    /// <exception cref="RefusedException">The bytes are damaged, or the model cannot be made again.</exception>
    public static Scorer LoadForProduction(Turn turn, string version)
    {
        var manifest = ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version);
        if (manifest.Refit is not { } refit)
        {
            return Load(turn, version);
        }

        var hash = turn.Store.Has(refit.Bytes)
            ? refit.Bytes
            : Rebuilt(turn, manifest, refit.Bytes, rebuild => rebuild.Refit(HashOf(turn, manifest)));
        return Open(turn, hash, $"{manifest.Model}@{version}, refitted");
    }

    /// <summary>Score from which the model in force says 1; null where it says probabilities alone.</summary>
    public static double? ThresholdInForce(Turn turn) =>
        ModelManifest.ThresholdOf(turn.Workplace.Files, turn.Strategy.Model, turn.Base.Deployment.Current);

    /// <summary>Hash of a tested model's bytes, which the store has afterwards.</summary>
    public static string HashOf(Turn turn, ModelManifest manifest) =>
        turn.Store.Has(manifest.Bytes) ? manifest.Bytes : Rebuilt(turn, manifest, manifest.Bytes, rebuild => rebuild.Run());

    /// <summary>Loads a model by the hash of its bytes.</summary>
    /// <param name="named">What messages call it.</param>
    public static Scorer Open(Turn turn, string hash, string named) =>
        Whole(named, () => Scorer.Read(turn.Workplace.Engine, turn.Store.PathOf(hash), hash));

    /// <summary>What a model's bytes say.</summary>
    /// <inheritdoc cref="Open"/>
    public static ModelFile File(Turn turn, string hash, string named) =>
        Whole(named, () => ModelFile.Read(System.IO.File.ReadAllBytes(turn.Store.PathOf(hash))));

    private static T Whole<T>(string named, Func<T> read)
    {
        try
        {
            return read();
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
    internal static string StandIn(string bytes) => $"{IStore.ByContent}rebuilt/{bytes}";

    private static string Rebuilt(Turn turn, ModelManifest manifest, string bytes, Func<Rebuild, RebuildOutcome> make)
    {
        if (turn.Store.Read(StandIn(bytes)) is { } known && turn.Store.Has(known))
        {
            return known;
        }

        var outcome = make(new Rebuild(turn.Outside, manifest, turn.Store, turn.AsOf));

        // The views of the earlier time must not be read by the turn that goes on.
        turn.Log.Forget();
        if (outcome is not Rebuilt made)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"model {manifest.Model}@{manifest.Version} is not in the store and cannot be rebuilt: {Why(outcome)}."
            );
        }

        if (made.Environment is not null)
        {
            turn.Outside.Progress.Say($"model {manifest.Model}@{manifest.Version}: {made.Said}");
        }

        turn.Store.Write(StandIn(bytes), made.Bytes);
        return made.Bytes;
    }

    private static string Why(RebuildOutcome outcome) => outcome is RebuildLacks lacks ? lacks.Why : ((RebuildDiffers)outcome).Why;
}
