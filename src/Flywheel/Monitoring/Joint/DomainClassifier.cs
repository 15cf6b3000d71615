using System.Globalization;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Joint;

[Doc(
    "How well a model tells the window's rows from the reference's: area under the ROC curve on rows that it was not fitted to; 0.5 where they are alike."
)]
public sealed record DomainClassifier : JointDistance
{
    private const int Folds = 5;

    /// <summary>Rows of each side that a fold needs.</summary>
    private const int FewestOfAFold = 10;

    private const int Trees = 40;

    /// <summary>Columns that are named.</summary>
    private const int Named = 3;

    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["objective"] = "binary:logistic",
        ["max_depth"] = "3",
        ["eta"] = "0.2",
        ["min_child_weight"] = "5",
    };

    public override string Convention => "domain-classifier/auc/gradient boosted trees/5 folds";

    public override string WhyAbsent => $"each side needs {Folds * FewestOfAFold} rows";

    public override JointValue? Between(JointSample sample, ITrainer engine, int seed)
    {
        if (Math.Min(sample.Reference.Count, sample.Window.Count) < Folds * FewestOfAFold)
        {
            return null;
        }

        var names = sample.Reference.Columns.Select(column => column.Name).ToList();
        var values = (float[])[.. Matrix(sample.Reference, sample), .. Matrix(sample.Window, sample)];
        var labels = (float[])[.. Enumerable.Repeat(0f, sample.Reference.Count), .. Enumerable.Repeat(1f, sample.Window.Count)];
        var (areas, pairs) = (0.0, 0.0);
        var gain = names.ToDictionary(name => name, _ => 0.0);
        for (var k = 0; k < Folds; k++)
        {
            var rows = Enumerable.Range(0, labels.Length).ToLookup(i => i % Folds == k);
            var (fit, left) = (rows[false].ToList(), rows[true].ToList());
            using var model = engine.Fit(
                "domain-classifier",
                new(
                    Picked(fit),
                    fit.Count,
                    names,
                    [.. sample.Reference.Columns.Select(column => !column.IsNumeric)],
                    [.. fit.Select(i => labels[i])]
                ),
                Trees,
                new Dictionary<string, string>(_parameters) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) },
                _ => { }
            );
            // Area by area: the level of the scores differs from fold to fold, and where more of a side was left out, fewer of it were learned from.
            var found = (double)left.Count(i => labels[i] == 1) * left.Count(i => labels[i] == 0);
            areas +=
                found
                * Area([.. left.Select(i => labels[i])], Array.ConvertAll(model.Score(Picked(left), left.Count), score => (double)score));
            pairs += found;

            foreach (var (name, more) in model.Importance)
            {
                gain[name] += more;
            }
        }

        return new(areas / pairs) { Moved = Most(gain) };

        float[] Picked(List<int> rows) => [.. rows.SelectMany(i => values.AsSpan(i * names.Count, names.Count).ToArray())];
    }

    /// <summary>Shape [rows, columns], row-major; NaN where there is no value.</summary>
    private static float[] Matrix(DrawnRows rows, JointSample within)
    {
        var matrix = new float[rows.Count * rows.Columns.Count];
        for (var j = 0; j < rows.Columns.Count; j++)
        {
            var name = rows.Columns[j].Name;
            var code = rows.Columns[j].IsNumeric
                ? null
                : within.Categories[name].Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
            for (var i = 0; i < rows.Count; i++)
            {
                matrix[(i * rows.Columns.Count) + j] =
                    code is null ? (float)within.Scales[name].Of(rows.Numbers[name][i])
                    : rows.Texts[name][i] is { } text ? code[text]
                    : float.NaN;
            }
        }

        return matrix;
    }

    private static double Area(float[] labels, double[] scores)
    {
        var sample = new LabelledSample(
            Array.ConvertAll(labels, label => (double)label),
            [.. Enumerable.Repeat(1.0, labels.Length)],
            new int[labels.Length],
            1
        );
        return new AreaUnderCurve().Measure(ScoredRows.Of(sample, scores))!.Value;
    }

    private static IReadOnlyList<string> Most(Dictionary<string, double> gain) =>
        [
            .. gain.Where(one => one.Value > 0)
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(Named)
                .Select(one => one.Key),
        ];
}
