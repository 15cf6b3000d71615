using System.Globalization;

namespace Flywheel.Metrics;

/// <summary>A share of rows by what is predicted of them: from a threshold on that they are positive, at one half where the model has none of its own.</summary>
public abstract class PredictionMetric : RatioMetric
{
    /// <summary>Score from which a model without a threshold of its own says 1.</summary>
    public const double Half = 0.5;

    /// <summary>Score from which on the positive class is predicted.</summary>
    public double Threshold { get; private set; } = Half;

    /// <summary><see cref="Threshold"/> as text.</summary>
    protected string From => Threshold.ToString(CultureInfo.InvariantCulture);

    /// <summary>With fewer rows of one prediction two models differ on single rows.</summary>
    public const int FewestPredicted = 10;

    /// <summary>With fewer rows that count for it, or against it, the share is a matter of single rows.</summary>
    public const int FewestRows = 10;

    public override int Direction => 1;

    public override Metric At(double? threshold)
    {
        if (threshold is not { } own || own == Threshold)
        {
            return this;
        }

        var other = (PredictionMetric)MemberwiseClone();
        other.Threshold = own;
        return other;
    }

    protected override ValueRange? Range => ValueRange.Share;

    protected override Influence? Of(ScoredRows rows)
    {
        if (base.Of(rows) is not { } measured)
        {
            return null;
        }

        var (counted, against, predicted) = (0, 0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var (above, below) = Of(rows.Label[i], rows.Score[i]);
            counted += above > 0 ? 1 : 0;
            against += above < below ? 1 : 0;
            predicted += Predicted(rows.Score[i]);
        }

        return Doubted(measured, counted, against, predicted);
    }

    protected override IReadOnlyList<Influence?>? Of(GroupedRows rows)
    {
        var (counted, against, predicted) = (new int[rows.Groups], new int[rows.Groups], new int[rows.Groups]);
        for (var i = 0; i < rows.Count; i++)
        {
            var (above, below) = Of(rows.Label[i], rows.Score[i]);
            var group = rows.Group[i];
            counted[group] += above > 0 ? 1 : 0;
            against[group] += above < below ? 1 : 0;
            predicted[group] += Predicted(rows.Score[i]);
        }

        return
        [
            .. base.Of(rows)!
                .Zip(
                    rows.Subsets,
                    (measured, groups) =>
                        measured is null
                            ? null
                            : Doubted(
                                measured,
                                groups.Sum(group => counted[group]),
                                groups.Sum(group => against[group]),
                                groups.Sum(group => predicted[group])
                            )
                ),
        ];
    }

    private static Influence Doubted(Influence measured, int counted, int against, int predicted)
    {
        var fewer = Math.Min(counted, against);
        var rarer = Math.Min(predicted, measured.Rows - predicted);
        var doubt = fewer < FewestRows ? $"{fewer} rows count for it or against it; an interval needs {FewestRows} of each" : null;
        return measured with
        {
            Doubt = doubt,
            DoubtOfDifference =
                doubt
                ?? (
                    rarer < FewestPredicted
                        ? $"{rarer} rows of the rarer prediction; the interval of a difference needs {FewestPredicted}"
                        : null
                ),
        };
    }

    /// <summary>SQL of the label that a score predicts.</summary>
    protected string PredictedSql => $"(CASE WHEN score >= {From} THEN 1 ELSE 0 END)";

    /// <summary>SQL of how far a score is on the wrong side; 0 on the right one.</summary>
    protected string Missed => $"(CASE WHEN {PredictedSql} = label THEN 0 ELSE abs(score - label) END)";

    /// <summary>1 or 0: the label that a score predicts.</summary>
    protected int Predicted(double score) => score >= Threshold ? 1 : 0;
}
