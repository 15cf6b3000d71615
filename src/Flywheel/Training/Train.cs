using Flywheel.Datasets;
using Flywheel.Storage;
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
    public static ModelManifest Fit(Turn turn, Dataset dataset)
    {
        var strategy = turn.Strategy;
        var trainer = strategy.Main.Training;
        var parameters = trainer.Parameters(strategy.Target, strategy.Main.Seed);
        var recipe = Digest.Of([
            dataset.Digest,
            trainer.Name,
            trainer.Rounds.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"),
            .. strategy.Main.Features.Select(feature => $"{feature.Key}={feature.Value.GetType().Name}:{strategy.Sql(feature.Value.Of)}"),
            .. turn.Workplace.Environment.Select(part => $"{part.Key}={part.Value}"),
        ]);
        var memo = $"{IStore.ByContent}trainings/{recipe}.json";
        var trained = turn.Store.Read(memo) is { } text ? Json.Read<Trained>(text) : null;
        if (trained is null || !turn.Store.Has(trained.Bytes))
        {
            trained = Fit(turn, dataset, trainer, parameters);
            turn.Store.Write(memo, Json.Write(trained));
        }

        return new()
        {
            Model = strategy.Model,
            Version = dataset.Version,
            Dataset = DatasetManifest.Path(strategy.Model, dataset.Version),
            DatasetDigest = dataset.Digest,
            TrainedTo = State.Ledger.Day(dataset.To),
            Trainer = trainer.Name,
            Rounds = trainer.Rounds,
            Parameters = parameters,
            Features = trained.Features,
            Bytes = trained.Bytes,
            Environment = turn.Workplace.Environment,
            Strategy = strategy.Recipe,
            Importance = trained.Importance,
        };
    }

    private static Trained Fit(Turn turn, Dataset dataset, Trainer trainer, IReadOnlyDictionary<string, string> parameters)
    {
        var relation = $"read_parquet({Sql.Text(turn.Store.PathOf(dataset.Object))})";
        var encoder = Encoder.Fit(turn.Strategy, turn.Database, relation);
        var (label, id) = (turn.Log.Label, turn.Log.Id);
        var (features, labels) = (Array.Empty<float>(), Array.Empty<float>());
        turn.Database.AtOnce(
            beside => features = beside.Matrix(encoder.MatrixQuery(relation, "TRUE", id)),
            beside => labels = beside.Matrix($"SELECT CAST({turn.Strategy.Target.Number(label)} AS FLOAT) FROM {relation} ORDER BY {id}")
        );
        var matrix = new TrainingMatrix(
            features,
            checked((int)dataset.Rows),
            [.. encoder.Features.Select(feature => feature.Name)],
            [.. encoder.Features.Select(feature => feature.Vocabulary is not null)],
            labels
        );
        using var model = turn.Workplace.Engine.Fit(
            trainer.Name,
            matrix,
            trainer.Rounds,
            parameters,
            round => turn.Workplace.Progress.Step((double)round / trainer.Rounds, $"tree {round} of {trainer.Rounds}")
        );
        var gain = model.Importance;
        var total = gain.Values.Sum();
        return new(
            turn.Store.Put(new ModelFile(trainer.Name, encoder, model.Bytes).Write()),
            encoder.Features.ToDictionary(
                feature => feature.Name,
                feature => feature.Vocabulary is { } words ? $"{feature.Sql}, one of {words.Count} values" : feature.Sql,
                StringComparer.Ordinal
            ),
            gain.OrderByDescending(feature => feature.Value)
                .ThenBy(feature => feature.Key, StringComparer.Ordinal)
                .ToDictionary(
                    feature => feature.Key,
                    feature => total > 0 ? Math.Round(feature.Value / total, 4) : 0,
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>What a recipe gave.</summary>
    private sealed record Trained(
        string Bytes,
        IReadOnlyDictionary<string, string> Features,
        IReadOnlyDictionary<string, double> Importance
    );
}
