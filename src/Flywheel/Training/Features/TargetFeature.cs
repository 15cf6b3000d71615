using System.Globalization;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

/// <remarks>
/// D. Micci-Barreca, SIGKDD Explorations 3(1), 2001, pp. 27–32, for the smoothed mean; a training row's value is made of the other
/// folds' rows, or its own label would leak into its input.
/// </remarks>
[Doc("A category as the mean label of the training rows with its value, drawn towards the mean of all; for classes the share of each.")]
public sealed record TargetFeature : Feature
{
    /// <summary>Parts of the training rows, by a hash of the id: a row is encoded by the labels of the other ones.</summary>
    private const int Folds = 5;

    [Doc("Rows that the mean of all counts as: a value of few rows is drawn towards it."), AtLeast(0)]
    public double Smoothing { get; init; } = 20;

    public override EncodedFeature Fit(FeatureFit fit)
    {
        var fold = fit.Fold(Folds);
        var sums = string.Concat(fit.Labels.Select((label, i) => $", sum({label} ORDER BY {fit.Id}) AS s{i}"));
        var table = fit.Database.Table(
            $"SELECT CAST({fit.Sql} AS VARCHAR) AS value, {fold} AS fold, count(*) AS rows{sums} FROM {fit.Relation} WHERE ({fit.Sql}) IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
        );
        var (values, folds, rows) = (table.Texts("value"), table.Wholes("fold"), table.Reals("rows"));
        var vocabulary = values.Distinct(StringComparer.Ordinal).ToList();
        var places = vocabulary.Index().ToDictionary(value => value.Item, value => value.Index, StringComparer.Ordinal);
        var columns = new List<EncodedColumn>();
        foreach (var (i, _) in fit.Labels.Index())
        {
            var all = new Means(vocabulary.Count);
            var byFold = Enumerable.Range(0, Folds).Select(_ => new Means(vocabulary.Count)).ToList();
            var labels = table.Reals($"s{i}");
            for (var at = 0; at < rows.Length; at++)
            {
                all.Add(places[values[at]], rows[at], labels[at]);
                byFold[(int)folds[at]].Add(places[values[at]], rows[at], labels[at]);
            }

            var trained = byFold.Select((own, k) => $"WHEN {k} THEN {Number(fit.Sql, vocabulary, all.Without(own), Smoothing)}");
            columns.Add(
                new(fit.Labels.Count == 1 ? fit.Name : $"{fit.Name}~{fit.Classes[i]}", Number(fit.Sql, vocabulary, all, Smoothing))
                {
                    InTraining = $"CASE {fold} {string.Join(' ', trained)} END",
                }
            );
        }

        return new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            As = string.Create(CultureInfo.InvariantCulture, $"the mean label of each of {vocabulary.Count} values"),
            Columns = columns,
        };
    }

    /// <summary>Each value by itself: without labels there is nothing else to tell it by.</summary>
    public override EncodedFeature FitWithoutLabels(FeatureFit fit) => new OneHotFeature { Of = Of }.Fit(fit);

    /// <summary>SQL of a value's smoothed mean; of one that training never saw the mean of all; NULL stays missing.</summary>
    private static string Number(string sql, List<string> vocabulary, Means means, double smoothing)
    {
        var text = $"CAST({sql} AS VARCHAR)";
        var known =
            vocabulary.Count == 0
                ? "NULL"
                : $"list_extract([{string.Join(", ", vocabulary.Select((_, i) => Exact(means.Of(i, smoothing))))}], enum_code(TRY_CAST({text} AS ENUM ({string.Join(", ", vocabulary.Select(Sql.Text))}))) + 1)";
        return $"CASE WHEN ({sql}) IS NOT NULL THEN coalesce({known}, {Exact(means.OfAll)}) END";
    }

    /// <summary>A number as DuckDB reads a DOUBLE, to the last bit.</summary>
    private static string Exact(double number) => number.ToString("E16", CultureInfo.InvariantCulture);

    /// <summary>Rows and the sum of their labels, of all and of each value.</summary>
    private sealed class Means(int values)
    {
        private readonly double[] rows = new double[values];
        private readonly double[] sums = new double[values];
        private double allRows;
        private double allSums;

        public double OfAll => allRows > 0 ? allSums / allRows : 0;

        public void Add(int place, double count, double sum)
        {
            (allRows, allSums) = (allRows + count, allSums + sum);
            (rows[place], sums[place]) = (rows[place] + count, sums[place] + sum);
        }

        public Means Without(Means part)
        {
            var rest = new Means(rows.Length) { allRows = allRows - part.allRows, allSums = allSums - part.allSums };
            for (var i = 0; i < rows.Length; i++)
            {
                (rest.rows[i], rest.sums[i]) = (rows[i] - part.rows[i], sums[i] - part.sums[i]);
            }

            return rest;
        }

        public double Of(int value, double smoothing) =>
            rows[value] + smoothing > 0 ? (sums[value] + (smoothing * OfAll)) / (rows[value] + smoothing) : OfAll;
    }
}
