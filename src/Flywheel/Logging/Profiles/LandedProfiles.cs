using System.Text;
using Flywheel.Logging.Keeps;
using Flywheel.Retention;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Logging.Profiles;

/// <summary>Takes the profiles that were made at the edge, where no event leaves its machine: each once, whatever its file is called, and none before it was known.</summary>
/// <param name="decided">Time of the last decided turn that looked at this very log; null where none has.</param>
public sealed class LandedProfiles(Turn turn, LogSource source, DateTime? decided)
{
    /// <summary>Name of the folder below the log's source.</summary>
    public const string Folder = "profiles";

    public const string Pattern = "*.profile";

    /// <exception cref="RefusedException">A file is damaged, does not say what it is of, or the log keeps rows.</exception>
    public void Run()
    {
        var (store, model) = (turn.Store, turn.Strategy.Model);
        var taken = Partitions
            .Read(store, model, Partitions.Profiles, DateTime.MaxValue)
            .Select(kept => kept.Digest)
            .Concat(GoneProfiles.Digests(store, model))
            .ToHashSet(StringComparer.Ordinal);
        var landed = source
            .Profiles()
            .Select(path => (Shown: $"{turn.Strategy.Log.Source}/{source.Shown(path)}", Text: File.ReadAllText(path)))
            .Where(file => !taken.Contains(DigestOf(Digest.Of(file.Text))))
            .DistinctBy(file => file.Text, StringComparer.Ordinal)
            .Select(file => (file.Text, Profile: Read(file.Shown, file.Text)))
            .ToList();
        foreach (var (text, (profile, known, period)) in landed)
        {
            if (known > turn.AsOf)
            {
                continue;
            }

            var file = store.Scratch();
            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
            var arrived = decided is { } last && known <= last ? last.AddMicroseconds(1) : known;
            var bytes = store.Take(file);
            Partitions.Append(
                store,
                model,
                Partitions.Profiles,
                new()
                {
                    Object = bytes,
                    Rows = profile.Rows,
                    Digest = DigestOf(bytes),
                    ReceivedFrom = arrived,
                    ReceivedTo = arrived,
                    Begins = period.Begins,
                    Ends = period.Ends,
                }
            );
        }
    }

    /// <summary>Events of the profiles that landed: since the last turn, and since the beginning.</summary>
    public static (long New, long All) Of(Turn turn)
    {
        turn.Reads(InputValues.OfStream(Partitions.Profiles));
        var landed = Known(turn, turn.AsOf).ToList();
        var last = turn.Base.Ledger is [.., var row] ? row.AsOf : DateTime.MinValue;
        return (landed.Where(kept => kept.ReceivedTo > last).Sum(kept => kept.Rows), landed.Sum(kept => kept.Rows));
    }

    /// <summary>Those that were known by a time.</summary>
    public static IEnumerable<Partition> Known(Turn turn, DateTime asOf) =>
        KeptProfiles.All(turn.Store, turn.Strategy.Model, asOf).Where(kept => kept.Of is null);

    /// <summary>Digest of the partition that a file becomes.</summary>
    private static string DigestOf(string bytes) => Digest.Of(Folder, bytes);

    /// <summary>A profile, when all of it had been received, and the period of its events.</summary>
    private (Profile Profile, DateTime Known, ProfilePeriod Period) Read(string shown, string text)
    {
        var model = turn.Strategy.Model;
        if (turn.Strategy.Log.Keep is not KeepProfile keep)
        {
            throw Refused(
                $"{shown} is a profile, and log.keep keeps rows, beside which it would count nothing. Write keep: {{ profile: 1d }}"
            );
        }

        var profile = Whole(shown, text);
        if (profile is not { Known: { } known, Period: { } period })
        {
            throw Refused($"{shown} does not say of which period it is. Write it at the edge: flywheel profile edge {model} --to <folder>");
        }

        var length = period.Ends - period.Begins;
        return length == keep.Every
            ? (profile, known, period)
            : throw Refused(
                $"{shown} is of a period of {Duration.Text(length)}, and log.keep says {Duration.Text(keep.Every)}. Let the edge have the same strategy"
            );
    }

    private static Profile Whole(string shown, string text)
    {
        try
        {
            return ProfileFile.Read(shown, text);
        }
        catch (RefusedException damaged)
        {
            throw new RefusedException(ExitCode.Lacking, $"{damaged.Message}. Nothing of this turn was taken from it.");
        }
    }

    private static RefusedException Refused(string what) =>
        new(ExitCode.Mistake, $"{what}, or move it out of the folder. Nothing of this turn was taken from it.");
}
