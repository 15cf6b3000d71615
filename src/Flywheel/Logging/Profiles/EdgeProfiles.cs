using System.Globalization;
using System.Text;
using Flywheel.Logging.Keeps;
using Flywheel.Storage;
using Flywheel.Strategy;

namespace Flywheel.Logging.Profiles;

/// <summary>Writes the profiles that a log keeps as files, for a log elsewhere to take: no event leaves the machine that it happened on.</summary>
public static class EdgeProfiles
{
    /// <summary>A file a profile, named after its period and its bytes, so that one that was carried away and is written again is the same.</summary>
    /// <returns>How many were written, and how many were there.</returns>
    /// <exception cref="RefusedException">The log keeps rows, or no profile yet.</exception>
    public static (int Written, int There) Write(IStore store, ModelStrategy strategy, string folder)
    {
        if (strategy.Log.Keep is not KeepProfile keep)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The log of {strategy.Model} keeps rows. Write log.keep: {{ profile: 1d }} into strategy/{strategy.Model}/{StrategyLoader.MainFile}, or name files: flywheel profile <file>... --out <profile>"
            );
        }

        var kept = KeptProfiles.All(store, strategy.Model, DateTime.MaxValue).ToList();
        if (kept.Count == 0)
        {
            throw new RefusedException(
                ExitCode.Lacking,
                $"The log of {strategy.Model} keeps no profile yet. Type: flywheel log {strategy.Model}"
            );
        }

        var written = 0;
        foreach (var one in kept)
        {
            var profile = KeptProfiles.Read(store, one);
            var begins = one.Begins!.Value;
            (profile.Known, profile.Period) = (one.ReceivedTo, new(begins, one.Ends ?? begins + keep.Every));
            var text = ProfileFile.Write(profile);
            var name = string.Create(CultureInfo.InvariantCulture, $"{begins:yyyyMMdd'T'HHmmss}-{Digest.Of(text)[..16]}.profile");
            if (!File.Exists(Path.Combine(folder, name)))
            {
                AtomicFile.Write(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
                written++;
            }
        }

        return (written, kept.Count - written);
    }
}
