using System.Globalization;
using Flywheel.Curation;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Retention;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Training.Searching;
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
        if (Then() is not { } then)
        {
            return NoStrategy;
        }

        var (dataset, outcome) = Form(then);
        return dataset is null ? outcome!
            : OtherParameter(then) is { } other
                ? new RebuildDiffers(
                    $"parameters: {other.Name} {other.Written} in {ModelManifest.Path(manifest.Model, manifest.Version)}, {other.Asked} in the strategy of that digest"
                )
            : OtherSearch(then, dataset) ?? Compare(then, dataset, Train.Fit(then, dataset, manifest.Search));
    }

    /// <summary>Makes the trials of its search again, as many as were completed; what one shows otherwise, or null. Elsewhere numbers may differ in their last digits, so the winner is taken as it was.</summary>
    private RebuildDiffers? OtherSearch(Turn then, Dataset dataset)
    {
        if (then.Strategy.Main.Training is not AutoTrainer how || Other(manifest.Environment, workplace.Environment) is not null)
        {
            return null;
        }

        return manifest.Search is not { } was
                ? new($"the strategy of its digest has a search, and {ModelManifest.Path(manifest.Model, manifest.Version)} has none")
            : was.OtherIn(SearchTrainers.Run(then, dataset, how, was)) is { } other ? new($"search: {other}")
            : null;
    }

    /// <summary>Forms its dataset again, as of then.</summary>
    /// <returns>The dataset, or why it is not what it was.</returns>
    public (Dataset? Dataset, string? Why) Form()
    {
        var (dataset, outcome) = Then() is { } then ? Form(then) : (null, NoStrategy);
        return (dataset, outcome is RebuildLacks lacks ? lacks.Why : (outcome as RebuildDiffers)?.Why);
    }

    private RebuildDiffers NoStrategy => new($"no revision of strategy/{manifest.Model} has the digest {manifest.Strategy}");

    /// <summary>The turn that trained it, under the strategy of then; null where nobody remembers that.</summary>
    private Turn? Then()
    {
        var asOf = DateTime.Parse(manifest.Version, CultureInfo.InvariantCulture);
        return workplace.Strategies(known => known.Recipe == manifest.Strategy) is { } strategy
            ? new Turn(strategy, asOf, BaseState.Before(asOf, workplace.Files, manifest.Model), workplace)
            : null;
    }

    private (Dataset? Dataset, RebuildOutcome? Outcome) Form(Turn then)
    {
        if (Missing(then) is { } missing)
        {
            return (null, new RebuildLacks(missing));
        }

        if (manifest.ContinuedFrom is { } from && Chain(from) is { } broken)
        {
            return (null, broken);
        }

        var dataset = FormDataset.Form(then);
        if (dataset.Continuation?.Base is var now && now != manifest.ContinuedFrom)
        {
            return (
                null,
                new RebuildDiffers(
                    $"it went on from {Named(manifest.ContinuedFrom)}, and by {Rollout.Deployment.Path(manifest.Model)} and the strategy of its digest it would go on from {Named(now)}"
                )
            );
        }

        if (dataset.Digest == manifest.DatasetDigest)
        {
            return (dataset, null);
        }

        var rows = DatasetManifest.Read(workplace.Files, manifest.Dataset) is { } written ? new OtherRows(then, dataset, written) : null;
        return (
            null,
            new RebuildDiffers(
                $"its dataset has the digest {dataset.Digest} now, and had {manifest.DatasetDigest}: the log is not what it was"
                    + $"{rows?.HowMany}{Erasures.Said(then.Store, manifest.Model)}{rows?.Where}"
            )
        );
    }

    /// <summary>Makes the refit again, once the tested model is there.</summary>
    /// <param name="tested">Hash of the tested model's bytes.</param>
    public RebuildOutcome Refit(string tested)
    {
        using var stage = workplace.Progress.Stage($"rebuild {manifest.Model}@{manifest.Version}, refitted", remembered: false);
        if (Then() is not { } then || manifest.Refit is not { } refit)
        {
            return NoStrategy;
        }

        if (Missing(then) is { } missing)
        {
            return new RebuildLacks(missing);
        }

        var dataset = FormDataset.Form(then, then.AsOf);
        return dataset.Digest != refit.Digest
            ? new RebuildDiffers(
                $"the rows that it was refitted on have the digest {dataset.Digest} now, and had {refit.Digest}: the log is not what it was"
                    + Erasures.Said(then.Store, manifest.Model)
            )
            : Compare(
                then,
                dataset,
                (refit.Bytes, Train.Again(then, dataset, manifest, tested)),
                Other(manifest.Environment, workplace.Environment)
            );
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
        var made = ModelShelf.StandIn(before.Bytes);
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

        return Compare(then, dataset, (manifest.Bytes, made.Bytes), Other(manifest.Environment, workplace.Environment));
    }

    private RebuildOutcome Compare(Turn then, Dataset dataset, (string Was, string Now) bytes, OtherValue? environment) =>
        (bytes.Now == bytes.Was, environment) switch
        {
            (true, _) => new Rebuilt(bytes.Now, environment?.ToString(), Same: true, Difference: null),
            (false, null) => new RebuildDiffers(
                $"its bytes have the hash {bytes.Now} now and had {bytes.Was}, in the same environment: a defect, please report it"
            ),
            (false, { } part) => new Rebuilt(bytes.Now, part.ToString(), Same: false, Difference(then, dataset, bytes)),
        };

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
            .Concat(Partitions.ReadBought(then.Store, then.Strategy.Model, then.AsOf, curated: true))
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
        var trainer = Train.Chosen(then, manifest.Search);
        var written = new Dictionary<string, string>(manifest.Parameters, StringComparer.Ordinal) { ["rounds"] = Shown(manifest.Rounds) };
        var asked = new Dictionary<string, string>(RecipeParameters.Of(then, trainer), StringComparer.Ordinal)
        {
            ["rounds"] = Shown(manifest.ContinuedFrom is null ? trainer.Passes : trainer.Continuing ?? 0),
        };
        written["trainer"] = manifest.Trainer;
        asked["trainer"] = trainer.Name;
        return Other(written, asked) is { } other ? (other.Name, other.Then, other.Now) : null;
    }

    private ScoreDifference? Difference(Turn then, Dataset dataset, (string Was, string Now) bytes)
    {
        using var now = Scorer.Read(workplace.Engine, then.Store.PathOf(bytes.Now), bytes.Now);
        if (!originals.Has(bytes.Was))
        {
            // Production logged what it scored with: the refit's scores, where there is one.
            if (bytes.Was != (manifest.Refit?.Bytes ?? manifest.Bytes))
            {
                return null;
            }

            var later = new Turn(then.StrategyAtHand, until, BaseState.Before(until, workplace.Files, manifest.Model), workplace);
            return ScoreDifference.FromLog(later, manifest.Version, now);
        }

        using var was = Scorer.Read(workplace.Engine, originals.PathOf(bytes.Was), bytes.Was);
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
