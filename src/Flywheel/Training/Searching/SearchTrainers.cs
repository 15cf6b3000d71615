using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Training.Searching;

/// <summary>Searches for the trainer of a turn's dataset. Each trial is remembered by what it follows from, so that a turn that died goes on from those that it has.</summary>
internal static class SearchTrainers
{
    private const string Salt = "auto/rows";

    /// <param name="recorded">A run of it that is made again, or null.</param>
    public static SearchResult Run(Turn turn, Dataset dataset, AutoTrainer how, SearchResult? recorded = null)
    {
        using var stage = turn.Workplace.Progress.Stage("search", remembered: false);
        var rows = Read(turn, dataset, how.Validation!.Value);
        var run = new TrialRun(rows, turn.Strategy.Target, turn.Strategy.Main.Seed, turn.Workplace.Engine, turn.Workplace.Clock);
        var among = how.Among(turn.Strategy.Main.Features.Any(feature => feature.Value.IsCoded));
        var result = new Search(how, rows, among, turn.Strategy.Main.Seed, Shown).Run(recorded);
        turn.Workplace.Progress.Step(1, $"trial {result.Winner} is chosen");
        return result;

        Shown Shown(Trainer trainer, double share, string named)
        {
            var memo = $"{IStore.ByContent}trials/{Recipe(turn, dataset, how, trainer, share)}.json";
            if (turn.Store.Read(memo) is { } text)
            {
                return Storage.Json.Read<Shown>(text);
            }

            var shown = run.Of(
                trainer,
                share,
                (round, of) => turn.Workplace.Progress.Step((double)round / of, $"{named}: {trainer.Name}, round {round} of {of}")
            );
            turn.Store.Write(memo, Storage.Json.Write(shown));
            return shown;
        }
    }

    /// <summary>What a budget of seconds came to when this turn was made before: it is the same turn again, whatever the clock says. A budget of trials needs no such memory.</summary>
    /// <remarks>Not told as read: it is the turn's own proposal, which the record of the stage would else follow from.</remarks>
    public static SearchResult? Before(Turn turn, Dataset dataset, AutoTrainer how)
    {
        var path = ModelManifest.Path(turn.Strategy.Model, dataset.Version);
        return
            how.Seconds is not null
            && turn.Outside.Files.Read(path) is { } text
            && Binder.ReadWritten<ModelManifest>(path, text).Value is { } made
            && made.Strategy == turn.Strategy.Recipe
            && made.DatasetDigest == dataset.Digest
            ? made.Search
            : null;
    }

    private static TrialRows Read(Turn turn, Dataset dataset, TimeSpan validation)
    {
        var relation = $"read_parquet({Sql.Text(turn.Store.PathOf(dataset.Object))})";
        var from = dataset.To - validation;
        var (older, newest) = (Where("<"), Where(">="));
        var encoder = Encoder.Fit(turn.Strategy, turn.Database, older);
        var weighing = DatasetRows.Weighed(turn, relation);
        var fitted = DatasetRows.Matrix(turn, encoder, older, weighing, inTraining: true);
        var judged = DatasetRows.Matrix(turn, encoder, newest, weighing, inTraining: false);
        if (fitted.Rows == 0 || judged.Rows == 0)
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The dataset of {dataset.Version} has {fitted.Rows} rows to fit trials to and {judged.Rows} to judge them on. Make 'validation' under training.auto shorter, or the dataset's window longer."
            );
        }

        var places = turn.Database.Reals(
            $"SELECT {Sampling.Uniform(Sampling.Hash(turn.Strategy.Main.Seed, Salt, turn.Log.Id))} FROM {older} ORDER BY {turn.Log.Id}"
        );
        var clusters = turn.Database.Table(
            $"SELECT dense_rank() OVER (ORDER BY {turn.Strategy.Sql(turn.Strategy.Log.Cluster)}) - 1 AS place FROM {newest} ORDER BY {turn.Log.Id}"
        );
        return new(from, encoder, fitted, places, judged, Array.ConvertAll(clusters.Wholes("place"), place => (int)place));

        string Where(string compares) => $"(SELECT * FROM {relation} WHERE {turn.Log.Time} {compares} {Sql.Time(from)})";
    }

    private static string Recipe(Turn turn, Dataset dataset, AutoTrainer how, Trainer trainer, double share)
    {
        var strategy = turn.Strategy;
        return Digest.Of([
            dataset.Digest,
            Duration.Text(how.Validation!.Value),
            strategy.Sql(strategy.Log.Cluster),
            strategy.Main.Dataset.Weights.Said ?? "",
            share.ToString("R", CultureInfo.InvariantCulture),
            trainer.Name,
            trainer.Passes.ToString(CultureInfo.InvariantCulture),
            .. trainer.Parameters(strategy.Target, strategy.Main.Seed).Select(parameter => $"{parameter.Key}={parameter.Value}"),
            .. strategy.Main.Features.Select(feature => $"{feature.Key}={strategy.Sql(feature.Value.Of)}"),
            strategy.Resolved.DigestOf("features"),
            .. turn.Workplace.Environment.Select(part => $"{part.Key}={part.Value}"),
        ]);
    }
}
