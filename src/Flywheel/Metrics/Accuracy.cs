namespace Flywheel.Metrics;

/// <summary>Share of rows on whose side of one half the score lies: at 0.5 or above it says 1.</summary>
public sealed class Accuracy : MeanMetric
{
    /// <summary>Score from which on the positive class is predicted.</summary>
    public const double Threshold = 0.5;

    /// <summary>With fewer wrong rows, or right ones, the accuracy is a matter of single rows.</summary>
    public const int FewestWrong = 10;

    /// <summary>With fewer rows of one prediction two models differ on single rows.</summary>
    public const int FewestPredicted = 10;

    public override string Name => "accuracy";

    public override string Definition => "share of rows whose label is predicted, a score of 0.5 or more predicting 1";

    public override int Direction => 1;

    protected override ValueRange? Range => ValueRange.Share;

    protected override double Mean(double label, double score) => (score >= Threshold ? 1 : 0) == label ? 1 : 0;

    public override Influence? Measure(ScoredRows rows)
    {
        if (base.Measure(rows) is not { } measured)
        {
            return null;
        }

        var positives = 0;
        var right = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            positives += rows.Score[i] >= Threshold ? 1 : 0;
            right += (int)Mean(rows.Label[i], rows.Score[i]);
        }

        var rarer = Math.Min(right, rows.Count - right);
        var predicted = Math.Min(positives, rows.Count - positives);
        return measured with
        {
            Doubt = rarer < FewestWrong ? $"{rarer} rows on the rarer side of right and wrong; an interval needs {FewestWrong}" : null,
            DoubtOfDifference =
                predicted < FewestPredicted
                    ? $"{predicted} rows of the rarer prediction; the interval of a difference needs {FewestPredicted}"
                    : null,
        };
    }
}
