using System.Globalization;
using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.OfflineTesting;

/// <summary>Looks for signs of leaks, where a gate asks for them.</summary>
/// <remarks>
/// The power of a feature is that of small trees on this feature alone, of any kind and however bent its relation to the label is: fitted to the candidate's
/// training data and measured on the hold-out, so that it is not flattered. S. Kaufman, S. Rosset, C. Perlich, O. Stitelman, ACM TKDD 6(4), 2012, article 15.
/// </remarks>
/// <param name="holdOut">Rows that the candidate is compared on.</param>
public sealed class FindLeaks(Turn turn, LabelledRows holdOut)
{
    private const string Lessons = "leak_lessons";

    /// <summary>Rows that a feature's power is learned from: the smallest of their hashes.</summary>
    private const int MostLessons = 50_000;

    private const int Trees = 20;

    private static readonly Dictionary<string, string> _small = new(StringComparer.Ordinal)
    {
        ["max_depth"] = "3",
        ["eta"] = "0.3",
        ["min_child_weight"] = "1",
    };

    private string Training => $"read_parquet({Sql.Text(turn.Store.PathOf(turn.Of<DatasetRecord>().Dataset!.Object))})";

    public LeakSigns Run(IReadOnlyList<EvaluationSet> sets)
    {
        var missing = new MissingWithLabel(turn);
        var corrected = new CorrectedLater(turn);
        var power = Power();
        return new(
            [.. sets.Select(Trained)],
            [
                .. turn.Strategy.Main.Features.Select(
                    (feature, i) =>
                    {
                        var (metric, measured) = power[i];
                        var sql = turn.Strategy.Sql(feature.Value.Of);
                        return new FeatureSigns(
                            feature.Key,
                            metric,
                            measured,
                            missing.WithoutLabel(sql),
                            missing.BeforeLabel(sql),
                            corrected.Of(feature.Value.Of)
                        );
                    }
                ),
            ]
        );
    }

    private TrainedRows Trained(EvaluationSet set)
    {
        var id = turn.Log.Id;
        var seen = turn.Strategy.Main.Features.Values.Select(feature => turn.Strategy.Sql(feature.Of)).Prepend(turn.Log.Time).ToList();
        var columns = string.Join(", ", seen.Select((sql, i) => $"{sql} AS \"seen {i}\""));
        var same = string.Join(" AND ", seen.Select((_, i) => $"one.\"seen {i}\" IS NOT DISTINCT FROM other.\"seen {i}\""));
        return new(
            $"{set.Name} {set.Version}",
            set.Sample.Count,
            turn.Database.Value<long>($"SELECT count(*) FROM {set.Relation} AS one SEMI JOIN {Training} AS other ON other.{id} = one.{id}"),
            turn.Database.Value<long>(
                $"""
                SELECT count(DISTINCT one.{id}) FROM (SELECT {id}, {columns} FROM {set.Relation}) AS one
                JOIN (SELECT {id}, {columns} FROM {Training}) AS other ON {same} WHERE other.{id} <> one.{id}
                """
            )
        );
    }

    private List<(string Metric, Measurement? Measured)> Power()
    {
        var (strategy, database) = (turn.Strategy, turn.Database);
        var hash = Sampling.Hash(strategy.Main.Seed, $"leaks/{turn.Version}", turn.Log.Id);
        database.Execute(
            $"CREATE OR REPLACE TABLE {Lessons} AS SELECT * FROM {Training} ORDER BY {hash}, {turn.Log.Id} LIMIT {MostLessons}"
        );
        var metric = strategy.Metric(
            strategy.Main.Task switch
            {
                ModelTask.Binary => "auc",
                ModelTask.Multiclass => "macro-recall",
                _ => "r2",
            }
        );
        var labels = database.Matrix(
            $"SELECT CAST({strategy.Target.Number(turn.Log.Label)} AS FLOAT) FROM {Lessons} ORDER BY {turn.Log.Id}"
        );
        var parameters = new Dictionary<string, string>(_small, StringComparer.Ordinal)
        {
            ["seed"] = strategy.Main.Seed.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in XGBoostObjective.Of(strategy.Target))
        {
            parameters[name] = value;
        }

        var all = Encoder.Fit(strategy, database, Lessons);
        var powers = new List<(string, Measurement?)>();
        foreach (var feature in all.Features)
        {
            turn.Workplace.Progress.Step(0.8, "leaks");
            var alone = new Encoder { Features = [feature] };
            var values = alone.Matrix(database, Lessons, "TRUE", turn.Log.Id, inTraining: true);
            using var model = turn.Workplace.Engine.Fit(
                "leaks",
                new(values, labels.Length, alone.Names, alone.Categorical, labels),
                Trees,
                parameters,
                _ => { }
            );
            var matrix = alone.Matrix(turn, holdOut.Where);
            var scores =
                holdOut.Sample.Count == 0 ? [] : Array.ConvertAll(model.Score(matrix, holdOut.Sample.Count), score => (double)score);
            powers.Add((metric.Name, metric.Estimate(ScoredRows.Of(holdOut.Sample, scores), strategy.Main.OfflineTest.Error)));
        }

        database.Execute($"DROP TABLE {Lessons}");
        return powers;
    }
}
