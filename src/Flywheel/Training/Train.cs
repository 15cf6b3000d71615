using Flywheel.Datasets;
using Flywheel.Storage;
using Flywheel.Training.Calibrations;
using Flywheel.Training.Searching;
using Flywheel.Training.Thresholds;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>Stage "train": fits the candidate to the dataset, unless these bytes were made before.</summary>
public static class Train
{
    public static TrainingRecord Run(Turn turn)
    {
        if (turn.Of<DatasetRecord>().Dataset is not { } dataset)
        {
            return new() { Proposals = new Dictionary<string, string> { [ModelManifest.Path(turn.Strategy.Model, turn.Version)] = "" } };
        }

        var manifest = Fit(turn, dataset);
        return new()
        {
            Candidate = manifest.Version,
            Manifest = manifest,
            Proposals = new Dictionary<string, string> { [ModelManifest.Path(manifest.Model, manifest.Version)] = manifest.Write() },
        };
    }

    /// <summary>Fits a model to a dataset; its bytes are in the store afterwards.</summary>
    /// <param name="known">The search that chose its trainer, where it is known and its winner is to be fitted again.</param>
    public static ModelManifest Fit(Turn turn, Dataset dataset, SearchResult? known = null)
    {
        var strategy = turn.Strategy;
        var search = strategy.Main.Training is AutoTrainer how
            ? known ?? SearchTrainers.Run(turn, dataset, how, SearchTrainers.Before(turn, dataset, how))
            : null;
        var trainer = Chosen(turn, search);
        var start = Start.Of(turn, dataset);
        var passes = start is null ? trainer.Passes : trainer.Continuing!.Value;
        var trained = Remembered(turn, dataset, trainer, passes, start, like: null);
        return new()
        {
            Model = strategy.Model,
            Version = dataset.Version,
            Dataset = DatasetManifest.Path(strategy.Model, dataset.Version),
            DatasetDigest = dataset.Digest,
            TrainedTo = State.Ledger.Day(dataset.To),
            Trainer = trainer.Name,
            Rounds = passes,
            Kept = trained.Kept,
            ContinuedFrom = dataset.Continuation?.Base,
            Threshold = trained.Threshold,
            Parameters = RecipeParameters.Of(turn, trainer),
            Search = search,
            Features = trained.Features,
            Bytes = trained.Bytes,
            Environment = turn.Workplace.Environment,
            Strategy = strategy.Recipe,
            Importance = trained.Importance,
        };
    }

    /// <summary>Fits the recipe of a tested model to another dataset, validation rows included.</summary>
    /// <param name="bytes">Hash of the tested model's.</param>
    /// <returns>Hash of the new model's bytes, which are in the store.</returns>
    internal static string Again(Turn turn, Dataset dataset, ModelManifest tested, string bytes)
    {
        var file = ModelFile.Read(File.ReadAllBytes(turn.Store.PathOf(bytes)));
        return Remembered(
            turn,
            dataset,
            Chosen(turn, tested.Search),
            tested.Kept ?? tested.Rounds,
            start: null,
            new(file.Calibration, file.Threshold)
        ).Bytes;
    }

    /// <summary>Fits the recipe to the dataset's clusters drawn with replacement.</summary>
    /// <param name="number">Number of the draw: another one draws others.</param>
    /// <returns>Hash of the model's bytes, which are in the store.</returns>
    internal static string Redrawn(Turn turn, Dataset dataset, int number)
    {
        var trainer = Chosen(turn, turn.Of<TrainingRecord>().Manifest?.Search);
        var start = Start.Of(turn, dataset);
        return Remembered(
            turn,
            dataset,
            trainer,
            start is null ? trainer.Passes : trainer.Continuing!.Value,
            start,
            like: null,
            number
        ).Bytes;
    }

    /// <summary>What is fitted: the strategy's trainer, or of a search its winner.</summary>
    internal static Trainer Chosen(Turn turn, SearchResult? search) =>
        turn.Strategy.Main.Training is not AutoTrainer how ? turn.Strategy.Main.Training
        : search is null ? how.AsWinner(AutoTrainer.First)
        : search.Chosen(how);

    private static Trained Remembered(Turn turn, Dataset dataset, Trainer trainer, int passes, Start? start, Tested? like, int? draw = null)
    {
        var strategy = turn.Strategy;
        var recipe = Digest.Of([
            dataset.Digest,
            trainer.Name,
            passes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. start is null ? [] : new[] { $"start={start.Hash}" },
            .. RecipeParameters.Of(turn, trainer).Select(parameter => $"{parameter.Key}={parameter.Value}"),
            .. strategy.Main.Features.Select(feature => $"{feature.Key}={strategy.Sql(feature.Value.Of)}"),
            strategy.Resolved.DigestOf("features"),
            .. turn.Workplace.Environment.Select(part => $"{part.Key}={part.Value}"),
            .. like is null ? [] : new[] { $"again={Json.Write(like)}" },
            .. draw is null ? [] : new[] { $"draw={draw} of {strategy.Sql(strategy.Log.Cluster)}" },
        ]);
        var memo = $"{IStore.ByContent}trainings/{recipe}.json";
        var trained = turn.Store.Read(memo) is { } text ? Json.Read<Trained>(text) : null;
        if (trained is null || !turn.Store.Has(trained.Bytes))
        {
            trained = Fit(turn, dataset, trainer, passes, start, like, draw);
            turn.Store.Write(memo, Json.Write(trained));
        }

        return trained;
    }

    private static Trained Fit(Turn turn, Dataset dataset, Trainer trainer, int passes, Start? start, Tested? like, int? draw)
    {
        var validation = like is null ? trainer.Validation : null;
        var relation = $"read_parquet({Sql.Text(turn.Store.PathOf(dataset.Object))})";
        var from = dataset.To - (validation ?? TimeSpan.Zero);
        var fitted = validation is null ? relation : $"(SELECT * FROM {relation} WHERE {turn.Log.Time} < {Sql.Time(from)})";
        var encoder = start?.File.Encoder ?? Encoder.Fit(turn.Strategy, turn.Database, fitted);
        var weighing = DatasetRows.Weighed(turn, relation);
        var all = DatasetRows.Matrix(turn, encoder, fitted, weighing, inTraining: true);
        all = draw is { } number ? all.Times(DrawnClusters.Counts(turn, fitted, number)) : all;
        var rest = validation is null
            ? null
            : DatasetRows.Matrix(
                turn,
                encoder,
                $"(SELECT * FROM {relation} WHERE {turn.Log.Time} >= {Sql.Time(from)})",
                weighing,
                inTraining: false
            );
        if (all.Rows == 0 || rest is { Rows: 0 })
        {
            throw new RefusedException(
                ExitCode.Mistake,
                $"The dataset of {dataset.Version} has {all.Rows} rows to fit a model to and {rest?.Rows ?? 0} to validate it on. Make 'validation' under training shorter, or the dataset's window longer."
            );
        }

        if (trainer.AddsUp && start is null)
        {
            encoder = encoder.Scaled(all.Values);
            Array.ForEach(rest is null ? [] : new[] { rest }, rows => encoder.Scale(rows.Values));
        }

        using var model = turn.Workplace.Engine.Fit(
            trainer.Name,
            all,
            passes,
            start is null
                ? trainer.Parameters(turn.Strategy.Target, turn.Strategy.Main.Seed)
                : trainer.ParametersToContinue(turn.Strategy.Target, turn.Strategy.Main.Seed),
            round => turn.Workplace.Progress.Step((double)round / passes, $"tree {round} of {passes}"),
            rest is not null && trainer.Patience is { } patience ? new(rest, patience) : null,
            start?.File.Engine,
            Choice(turn, trainer, all)
        );
        var (calibration, threshold) = like is null ? Finished(turn, trainer, model, rest) : (like.Calibration, like.Threshold);
        return new(
            turn.Store.Put(new ModelFile(trainer.Name, encoder, model.Bytes, calibration, threshold).Write()),
            encoder.Features.ToDictionary(feature => feature.Name, feature => feature.Said, StringComparer.Ordinal),
            Shares(encoder, model.Importance),
            trainer.Patience is null || like is not null ? null : model.Rounds - (start?.Rounds(turn) ?? 0),
            threshold
        );
    }

    /// <summary>What the validation rows say of a fitted model's scores: what makes probabilities of them, and from where on they mean 1.</summary>
    private static (Calibration? Calibration, double? Threshold) Finished(
        Turn turn,
        Trainer trainer,
        IFittedModel model,
        TrainingMatrix? rest
    )
    {
        if (rest is null || (trainer.Calibration == CalibrationKind.None && trainer.Threshold is null))
        {
            return (null, Threshold([]));
        }

        var scores = Array.ConvertAll(model.Score(rest.Values, rest.Rows), score => (double)score);
        var labels = Array.ConvertAll(rest.Labels, label => (double)label);
        var weights = rest.Weights is { } given
            ? Array.ConvertAll(given, weight => (double)weight)
            : [.. Enumerable.Repeat(1.0, rest.Rows)];
        var calibration = Calibration.Learn(trainer.Calibration, scores, labels, weights);
        return (calibration, Threshold(Cut.Of(calibration is null ? scores : Array.ConvertAll(scores, calibration.Of), labels, weights)));

        // Costs are read where the parameters name them, and only there: a training that is remembered reads no more.
        double? Threshold(IReadOnlyList<Cut> cuts) => trainer.Threshold?.Of(cuts, turn.Strategy.Main.Costs);
    }

    /// <summary>What weighs the rows of each round, or null.</summary>
    private static Func<int, float[], float[]>? Choice(Turn turn, Trainer trainer, TrainingMatrix rows)
    {
        if (trainer.Selects is not { } how)
        {
            return null;
        }

        var (losses, seed) = (new RowLosses(turn.Strategy.Target, rows.Labels), turn.Strategy.Main.Seed);
        if (how.By == SelectionBy.Loss)
        {
            return new RowChoice(how, seed, losses.OfMargins, rows.Weights).Weights;
        }

        var noise = losses.Irreducible(turn.Workplace.Engine, rows, seed);
        return new RowChoice(how, seed, Reducible, rows.Weights).Weights;

        double[] Reducible(float[] margins) => [.. losses.OfMargins(margins).Zip(noise, (loss, least) => Math.Max(0, loss - least))];
    }

    /// <summary>Share of each feature in what its columns matter, the most important first.</summary>
    private static Dictionary<string, double> Shares(Encoder encoder, IReadOnlyDictionary<string, double> columns)
    {
        var total = columns.Values.Sum();
        return encoder
            .Features.Select(feature => (feature.Name, Sum: feature.ColumnNames.Sum(column => columns.GetValueOrDefault(column))))
            .OrderByDescending(feature => feature.Sum)
            .ThenBy(feature => feature.Name, StringComparer.Ordinal)
            .ToDictionary(feature => feature.Name, feature => total > 0 ? Math.Round(feature.Sum / total, 4) : 0, StringComparer.Ordinal);
    }

    /// <summary>What a recipe was tested with, and no row is left to learn it from again.</summary>
    private sealed record Tested(Calibration? Calibration, double? Threshold);

    /// <summary>What a recipe gave.</summary>
    /// <param name="Kept">Rounds that early stopping left; null where it did not stop early.</param>
    /// <param name="Threshold">Score from which it says 1; null where it says probabilities alone.</param>
    private sealed record Trained(
        string Bytes,
        IReadOnlyDictionary<string, string> Features,
        IReadOnlyDictionary<string, double> Importance,
        int? Kept,
        double? Threshold
    );
}
