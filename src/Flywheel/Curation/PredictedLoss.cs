using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// The loss is of the score that production gave before the label was there: the log loss of a probability, 1 for another class than
/// the predicted one, the absolute error of a number. Compare D. Yoo, I. Kweon, CVPR 2019, pp. 93–102.
/// </remarks>
[Doc("Events of which a model, learned from the labelled points, expects the largest loss.")]
public sealed record PredictedLoss : ScoredRule
{
    private const int Trees = 100;

    /// <summary>Scores are held this far from 0 and 1.</summary>
    private const double Surest = 1e-3;

    private static readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal)
    {
        ["objective"] = "reg:squarederror",
        ["max_depth"] = "4",
        ["eta"] = "0.1",
        ["min_child_weight"] = "20",
    };

    protected override string Wanted => "with the largest predicted loss";

    public override Scored Score(Candidates candidates, int most)
    {
        var (features, labels, scores) = candidates.ScoredLessons();
        if (labels.Length < Candidates.FewestLessons)
        {
            return Scored.None($"fewer than {Candidates.FewestLessons} labelled points have a score of production");
        }

        var task = candidates.Turn.Strategy.Main.Task;
        var losses = labels.Zip(scores, (label, score) => (float)Loss(task, label, score)).ToArray();
        using var model = SmallModel.Fit(
            candidates,
            candidates.Encoder,
            With(features, scores),
            losses,
            Trees,
            _parameters,
            more: "score of production"
        );
        return new(
            Array.ConvertAll(model.Score(With(candidates.Matrix, candidates.LoggedScores), candidates.Rows), loss => Math.Max(0.0, loss))
        );
    }

    private static double Loss(ModelTask task, double label, double score) =>
        task switch
        {
            ModelTask.Binary => -Math.Log(Math.Clamp(label == 1 ? score : 1 - score, Surest, 1)),
            ModelTask.Multiclass => label == score ? 0 : 1,
            _ => Math.Abs(label - score),
        };

    /// <summary>The matrix with one more column.</summary>
    private static float[] With(float[] matrix, double[] column)
    {
        if (column.Length == 0)
        {
            return [];
        }

        var columns = matrix.Length / column.Length;
        var wider = new float[matrix.Length + column.Length];
        for (var row = 0; row < column.Length; row++)
        {
            matrix.AsSpan(row * columns, columns).CopyTo(wider.AsSpan(row * (columns + 1)));
            wider[(row * (columns + 1)) + columns] = (float)column[row];
        }

        return wider;
    }
}
