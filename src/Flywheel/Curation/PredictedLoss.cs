using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// The loss is of the score that production gave before the label was there: the log loss of a probability, 1 for another class than
/// the predicted one, the absolute error of a number. Compare D. Yoo, I. Kweon, CVPR 2019, pp. 93–102.
/// </remarks>
[Doc("Events of which a model, learned from the labelled points, expects the largest loss.")]
public sealed record PredictedLoss : ScoredRule
{
    /// <summary>Scores are held this far from 0 and 1.</summary>
    private const double Surest = 1e-3;

    protected override string Wanted => "with the largest predicted loss";

    public override Scored Score(Candidates candidates, int most)
    {
        var (features, labels, scores) = candidates.ScoredLessons();
        if (labels.Length < Candidates.FewestLessons)
        {
            return Scored.None($"fewer than {Candidates.FewestLessons} labelled points have a score of production");
        }

        var (task, areClasses) = (candidates.Task, candidates.Target.Classes.Count > 0);
        var logged = candidates.LoggedScores;
        var predicted = LossModel.Predict(
            candidates.Engine,
            candidates.Seed,
            LossRows.Of(candidates.Encoder, features, scores, areClasses),
            [.. labels.Zip(scores, (label, score) => (float)Loss(task, label, score))],
            LossRows.Of(candidates.Encoder, candidates.Matrix, logged, areClasses)
        );

        // What production did not score has no loss to predict.
        var next = 0;
        return new(Array.ConvertAll(logged, score => double.IsFinite(score) ? predicted[next++] : double.NaN));
    }

    private static double Loss(ModelTask task, double label, double score) =>
        task switch
        {
            ModelTask.Binary => -Math.Log(Math.Clamp(label == 1 ? score : 1 - score, Surest, 1)),
            ModelTask.Multiclass => label == score ? 0 : 1,
            _ => Math.Abs(label - score),
        };
}
