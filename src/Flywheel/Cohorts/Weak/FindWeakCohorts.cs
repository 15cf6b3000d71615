using System.Globalization;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Cohorts.Weak;

/// <summary>Looks for cohorts on which the model in force does worse than on average, among its labelled rows that it was not trained on.</summary>
public static class FindWeakCohorts
{
    /// <summary>The metric to go by where nobody names one: the strategy's first that is made of errors row by row, else the task's first.</summary>
    public static Metric MetricOf(ModelStrategy strategy) =>
        strategy.Metrics.Concat(MetricKinds.Of(strategy.Main.Task)).First(metric => metric.ErrorOf(1, 1) is not null);

    /// <param name="turn">Sees the log as of its time; its base says which model is in force.</param>
    /// <param name="version">The model in force.</param>
    /// <param name="metric">Has errors row by row.</param>
    public static WeakCohorts Run(Turn turn, string version, Metric metric)
    {
        var strategy = turn.Strategy;
        var manifest = ModelManifest.Read(turn.Workplace.Files, strategy.Model, version);
        using var model = ModelShelf.Load(turn, version);
        var from = DateTime.Parse(manifest.TrainedTo, CultureInfo.InvariantCulture);
        turn.Log.See(from, curated: true);
        var rows = LabelledRows.Read(strategy, turn.Database, turn.Log.Within(from, turn.AsOf), []);
        var (sample, minimum, error) = (rows.Sample, strategy.CohortsFile.MinimumRows, strategy.Main.OfflineTest.Error);
        if (sample.ClusterCount < WeakSearch.FewestClusters)
        {
            return new(version, metric, sample.Count, sample.ClusterCount, [], null);
        }

        var scores = model.Score(turn, rows.Where);
        metric = metric.At(model.Threshold);
        var columns = TraitColumn.Of(turn, rows.Where, minimum);
        var codes = Codes(turn, rows.Where, columns, sample.Count);
        var searched = Searched(turn, rows.Where, sample.ClusterCount);
        var losses = Losses(sample, codes, i => metric.ErrorOf(sample.Label[i], scores[i])!.Value);
        var cost = strategy.Main.Costs is { } costs
            ? new ErrorCost(Contrasts.Cost, model.Threshold ?? costs.OperatingThreshold, costs.FalsePositive, costs.FalseNegative)
            : null;
        var costsOfRows = cost is null ? null : Losses(sample, codes, i => cost.ErrorOf(sample.Label[i], scores[i])!.Value);
        var biases = strategy.Main.Task == ModelTask.Multiclass ? null : Losses(sample, codes, i => sample.Label[i] - scores[i]);
        return new(
            version,
            metric,
            sample.Count,
            sample.ClusterCount,
            [.. columns.Select(column => column.Name)],
            [
                .. WeakSearch
                    .Find(losses, searched, minimum, error)
                    .Select(find => new WeakCohort
                    {
                        Name = string.Join(' ', Columns(find.Pair).Zip(Of(find.Pair), (column, trait) => $"{column.Name} {trait.Name}")),
                        Condition = string.Join(" AND ", Of(find.Pair).Select(trait => trait.Text)),
                        Known = strategy
                            .Cohorts.FirstOrDefault(cohort => cohort.Sql == string.Join(" AND ", Of(find.Pair).Select(trait => trait.Sql)))
                            ?.Name,
                        Find = find,
                        Rows = Enumerable.Range(0, losses.Count).Count(row => find.Pair.IsOf(losses, row)),
                        Cost = costsOfRows is null ? null : WeakSearch.Measure(costsOfRows, searched, find.Pair, against: true, error),
                        Bias = biases is null ? null : WeakSearch.Measure(biases, searched, find.Pair, against: false, error),
                    }),
            ]
        );

        IEnumerable<Trait> Of(TraitPair pair) =>
            Columns(pair)
                .Zip(pair.IsSingle ? [pair.Trait] : new[] { pair.Trait, pair.OtherTrait }, (column, trait) => column.Traits[trait]);

        IEnumerable<TraitColumn> Columns(TraitPair pair) =>
            pair.IsSingle ? [columns[pair.Column]] : [columns[pair.Column], columns[pair.OtherColumn]];
    }

    private static TraitRows Losses(LabelledSample sample, IReadOnlyList<int[]> codes, Func<int, double> loss) =>
        new([.. Enumerable.Range(0, sample.Count).Select(loss)], sample.Weight, sample.Cluster, sample.ClusterCount, codes);

    /// <summary>Index of each row's trait in each column, rows in order of id.</summary>
    private static List<int[]> Codes(Turn turn, string where, IReadOnlyList<TraitColumn> columns, int rows)
    {
        var codes = columns.Select(_ => new int[rows]).ToList();
        if (columns.Count == 0)
        {
            return codes;
        }

        var (at, buffer) = (0, Array.Empty<long>());
        var select = string.Join(", ", columns.Select((column, i) => $"CAST({column.Code} AS BIGINT) AS \"code {i}\""));
        foreach (var chunk in turn.Database.Chunks($"SELECT {select} FROM log WHERE {where} ORDER BY {turn.Log.Id}"))
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length, chunk.Rows));
            for (var column = 0; column < codes.Count; column++)
            {
                chunk.CopyTo(column, buffer);
                for (var row = 0; row < chunk.Rows; row++)
                {
                    codes[column][at + row] = (int)buffer[row];
                }
            }

            at += chunk.Rows;
        }

        return codes;
    }

    /// <summary>The half of the clusters with the smaller hashes is searched, the other one confirms.</summary>
    private static bool[] Searched(Turn turn, string where, int clusters)
    {
        var places = turn.Database.Wholes(
            $"""
            SELECT "its place" FROM (
                SELECT cluster, row_number() OVER (ORDER BY cluster) - 1 AS "its place" FROM (SELECT DISTINCT cluster FROM log WHERE {where}))
            ORDER BY {Sampling.Hash(turn.Strategy.Main.Seed, "weak-cohorts", "cluster")}, "its place"
            """
        );
        var searched = new bool[clusters];
        foreach (var place in places.Take(clusters / 2))
        {
            searched[place] = true;
        }

        return searched;
    }
}
