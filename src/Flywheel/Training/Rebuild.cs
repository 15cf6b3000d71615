using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Retention;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>Makes a model again from its manifest: the same as-of log, the same strategy, the same bytes.</summary>
public static class Rebuild
{
    /// <returns>Hash of the model's bytes, now in the store.</returns>
    /// <exception cref="RefusedException">An input is not what it was; the message names the first one.</exception>
    public static string Model(Turn turn, ModelManifest manifest)
    {
        var name = $"{manifest.Model}@{manifest.Version}";
        var strategy =
            turn.Outside.Strategies(strategy => strategy.Recipe == manifest.Strategy || strategy.Digest == manifest.Strategy)
            ?? throw Cannot(name, $"no revision of strategy/{manifest.Model} has the digest {manifest.Strategy}");
        var asOf = DateTime.Parse(manifest.Version, CultureInfo.InvariantCulture);
        var then = new Turn(strategy, asOf, BaseState.Before(asOf, turn.Outside.Files, manifest.Model), turn.Outside);
        using (turn.Workplace.Progress.Stage($"rebuild {name}", remembered: false))
        {
            var dataset = FormDataset.Form(then);
            if (dataset.Digest != manifest.DatasetDigest)
            {
                throw Cannot(
                    name,
                    $"its dataset has the digest {dataset.Digest} now, and had {manifest.DatasetDigest}: the log is not what it was{Erasures.Said(turn.Store, manifest.Model)}"
                );
            }

            var trained = Train.Fit(then, dataset);

            // The views of the earlier time must not be read by the turn that goes on.
            turn.Log.Forget();
            return SameBytes(trained.Bytes, manifest, turn)
                ? trained.Bytes
                : throw Cannot(
                    name,
                    $"its bytes have the hash {trained.Bytes} now and had {manifest.Bytes}, in the same environment: a defect, please report it"
                );
        }
    }

    /// <summary>Equal environments must give equal bytes; another one may not.</summary>
    private static bool SameBytes(string bytes, ModelManifest manifest, Turn turn) =>
        bytes == manifest.Bytes
        || !manifest.Environment.OrderBy(part => part.Key).SequenceEqual(turn.Workplace.Environment.OrderBy(part => part.Key));

    private static RefusedException Cannot(string name, string why) =>
        new(ExitCode.Lacking, $"model {name} is not in the store and cannot be rebuilt: {why}.");
}
