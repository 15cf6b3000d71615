using Flywheel.Storage;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>Finds the rows that an earlier model was trained on: in the store, or formed again as of then.</summary>
internal static class EarlierRows
{
    /// <summary>Digits of a digest by which a dataset is remembered.</summary>
    public const int Digits = 32;

    /// <returns>The hash of their Parquet file, or why there is none.</returns>
    public static (string? Object, string? Why) Of(Turn turn, ModelManifest model)
    {
        if (turn.Store.Read(NameOf(model.DatasetDigest)) is { } known && turn.Store.Has(known))
        {
            return (known, null);
        }

        var (dataset, lacks) = new Rebuild(turn.Outside, model, turn.Store, turn.AsOf).Form();

        // The views of the earlier time must not be read by the turn that goes on.
        turn.Log.Forget();
        if (dataset is null)
        {
            return (null, $"the dataset of {model.Version} cannot be formed again: {lacks}");
        }

        Keep(turn.Store, dataset.Digest, dataset.Object);
        return (dataset.Object, null);
    }

    /// <summary>Remembers which bytes are a dataset's.</summary>
    public static void Keep(IStore store, string digest, string hash) => store.Write(NameOf(digest), hash);

    /// <remarks>Not by the whole digest: a manifest in git names that, and what a manifest names is never cleaned up, nor would it be erased.</remarks>
    private static string NameOf(string digest) => $"{IStore.ByContent}datasets/{digest[..Digits]}";
}
