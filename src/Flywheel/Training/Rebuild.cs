using System.Globalization;
using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Retention;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>Makes a model again from its manifest: the same as-of log, the same strategy, the same bytes; or says what is not as it was.</summary>
/// <param name="workplace">Where it is made; a store that remembers the training gives its bytes back, a clean one has them made anew.</param>
/// <param name="manifest">What the model was made of.</param>
/// <param name="originals">Where the bytes may be that it had, to compare scores with.</param>
/// <param name="until">Where they are not: the time by which production may have logged scores of it, to compare with these.</param>
public sealed class Rebuild(Workplace workplace, ModelManifest manifest, IStore originals, DateTime until)
{
    public RebuildOutcome Run()
    {
        using var stage = workplace.Progress.Stage($"rebuild {manifest.Model}@{manifest.Version}", remembered: false);
        var strategy = workplace.Strategies(known => known.Recipe == manifest.Strategy);
        if (strategy is null)
        {
            return new RebuildDiffers($"no revision of strategy/{manifest.Model} has the digest {manifest.Strategy}");
        }

        var asOf = DateTime.Parse(manifest.Version, CultureInfo.InvariantCulture);
        var then = new Turn(strategy, asOf, BaseState.Before(asOf, workplace.Files, manifest.Model), workplace);
        if (Missing(then) is { } missing)
        {
            return new RebuildLacks(missing);
        }

        if (manifest.ContinuedFrom is { } from && Chain(from) is { } broken)
        {
            return broken;
        }

        var dataset = FormDataset.Form(then);
        if (dataset.Continuation?.Base is var now && now != manifest.ContinuedFrom)
        {
            return new RebuildDiffers(
                $"it went on from {Named(manifest.ContinuedFrom)}, and by {Rollout.Deployment.Path(manifest.Model)} and the strategy of its digest it would go on from {Named(now)}"
            );
        }

        if (dataset.Digest != manifest.DatasetDigest)
        {
            var rows = DatasetManifest.Read(workplace.Files, manifest.Dataset) is { } written
                ? new OtherRows(then, dataset, written)
                : null;
            return new RebuildDiffers(
                $"its dataset has the digest {dataset.Digest} now, and had {manifest.DatasetDigest}: the log is not what it was"
                    + $"{rows?.HowMany}{Erasures.Said(then.Store, manifest.Model)}{rows?.Where}"
            );
        }

        return OtherParameter(then) is { } other
            ? new RebuildDiffers(
                $"parameters: {other.Name} {other.Written} in {ModelManifest.Path(manifest.Model, manifest.Version)}, {other.Asked} in the strategy of that digest"
            )
            : Compare(then, dataset, Train.Fit(then, dataset));
    }

    /// <summary>Makes the model again that this one went on from, and so on back to the one that was trained afresh; what is wrong with one, or null.</summary>
    private RebuildOutcome? Chain(ContinuedFrom from)
    {
        var path = ModelManifest.Path(manifest.Model, from.Version);
        if (workplace.Files.Read(path) is null)
        {
            return new RebuildLacks($"it went on from {from.Version}, and {path} is missing; type: git checkout -- {path}");
        }

        var before = ModelManifest.Read(workplace.Files, manifest.Model, from.Version);
        if (before.Bytes != from.Bytes)
        {
            return new RebuildDiffers($"it went on from {from.Version} with the bytes {from.Bytes}, and {path} has {before.Bytes}");
        }

        // A store that remembers has its bytes; a clean one makes each model of the chain once.
        var made = ModelShelf.StandIn(before);
        if ((ReferenceEquals(workplace.Store, originals) && originals.Has(before.Bytes)) || workplace.Store.Read(made) is not null)
        {
            return null;
        }

        var outcome = new Rebuild(workplace, before, originals, until).Run();
        if (outcome is Rebuilt again)
        {
            workplace.Store.Write(made, again.Bytes);
            return null;
        }

        return outcome is RebuildLacks lacks
            ? new RebuildLacks($"{from.Version}, which it went on from: {lacks.Why}")
            : new RebuildDiffers($"{from.Version}, which it went on from: {((RebuildDiffers)outcome).Why}");
    }

    private static string Named(ContinuedFrom? from) =>
        from is null ? "no model" : $"{from.Version} (bytes {from.Bytes[..12]}…, continuation {from.Times})";

    private RebuildOutcome Compare(Turn then, Dataset dataset, ModelManifest made)
    {
        if (Other(manifest.Features, made.Features) is { } feature)
        {
            return new RebuildDiffers($"features: {feature.Name} is {feature.Now} now, and was {feature.Then}");
        }

        var environment = Other(manifest.Environment, workplace.Environment);
        return (made.Bytes == manifest.Bytes, environment) switch
        {
            (true, _) => new Rebuilt(made.Bytes, environment?.ToString(), Same: true, Difference: null),
            (false, null) => new RebuildDiffers(
                $"its bytes have the hash {made.Bytes} now and had {manifest.Bytes}, in the same environment: a defect, please report it"
            ),
            (false, { } part) => new Rebuilt(made.Bytes, part.ToString(), Same: false, Difference(then, dataset, made.Bytes)),
        };
    }

    /// <summary>What production wrote cannot be made again: what of it is not there, or null.</summary>
    private static string? Missing(Turn then)
    {
        if (Partitions.Read(then.Store, then.Strategy.Model, Partitions.Events, then.AsOf).Count == 0)
        {
            return $"the log has no event that was received by {then.Version}";
        }

        var unpicked = then
            .Base.Ledger.Where(row => Reservoir.Of(then.Store, then.Strategy.Model, row.AsOf, row.Strategy) is null)
            .Select(row => row.AsOf)
            .ToList();
        if (Reservoir.Own(then) is null)
        {
            unpicked.Add(then.AsOf);
        }

        return unpicked.Count > 0
            ? $"the reservoir has no batch of the turn of {Ledger.Day(unpicked[0])}"
            : Primary(then).Select(held => Lost(then.Store, held.Name, held.Object)).FirstOrDefault(lost => lost is not null);
    }

    private static IEnumerable<(string Name, string Object)> Primary(Turn then) =>
        Partitions
            .Landing.SelectMany(stream => Partitions.Read(then.Store, then.Strategy.Model, stream, then.AsOf))
            .Select(partition => (partition.Name, partition.Object))
            .Concat(
                Reservoir.Batches(then, curated: true).Select(batch => ($"the reservoir's batch of {Ledger.Day(batch.AsOf)}", batch.Object))
            );

    /// <summary>That bytes are not there, or not those that were written; or null.</summary>
    private static string? Lost(IStore store, string name, string hash)
    {
        try
        {
            return store.Has(hash) && store.PathOf(hash) is not null ? null : $"the store lacks the bytes of {name}, {hash}";
        }
        catch (DamagedObjectException damaged)
        {
            return $"{name} has other bytes than were written: {damaged.Message}";
        }
    }

    /// <summary>The first of the trainer's settings that is another in the manifest than in the strategy.</summary>
    private (string Name, string Written, string Asked)? OtherParameter(Turn then)
    {
        var trainer = then.Strategy.Main.Training;
        var written = new Dictionary<string, string>(manifest.Parameters, StringComparer.Ordinal) { ["rounds"] = Shown(manifest.Rounds) };
        var asked = new Dictionary<string, string>(Train.Parameters(then), StringComparer.Ordinal)
        {
            ["rounds"] = Shown(manifest.ContinuedFrom is null ? trainer.Passes : trainer.Continuing ?? 0),
        };
        written["trainer"] = manifest.Trainer;
        asked["trainer"] = trainer.Name;
        return Other(written, asked) is { } other ? (other.Name, other.Then, other.Now) : null;
    }

    private ScoreDifference? Difference(Turn then, Dataset dataset, string made)
    {
        using var now = Scorer.Read(workplace.Engine, then.Store.PathOf(made), made);
        if (!originals.Has(manifest.Bytes))
        {
            var later = new Turn(then.StrategyAtHand, until, BaseState.Before(until, workplace.Files, manifest.Model), workplace);
            return ScoreDifference.FromLog(later, manifest.Version, now);
        }

        using var was = Scorer.Read(workplace.Engine, originals.PathOf(manifest.Bytes), manifest.Bytes);
        return ScoreDifference.FromBytes(then, dataset, was, now);
    }

    private static OtherValue? Other(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now)
    {
        var name = then.Keys.Union(now.Keys).Order(StringComparer.Ordinal).FirstOrDefault(key => Of(then, key) != Of(now, key));
        return name is null ? null : new(name, Of(then, name), Of(now, name));

        static string Of(IReadOnlyDictionary<string, string> of, string key) => of.GetValueOrDefault(key, "absent");
    }

    private static string Shown(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Something that has another value now.</summary>
    private sealed record OtherValue(string Name, string Then, string Now)
    {
        public override string ToString() => $"{Name} {Then} then, {Now} now";
    }
}
