using Flywheel.Metrics;
using Flywheel.State;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Bands for a value that is not known yet, learned from what past estimates missed by, and from those errors only.</summary>
/// <remarks>
/// value + mean error ± t(n − 1; 1 − error) · s · √(1 + 1 / n), n past errors with the standard deviation s: the prediction interval of one error more.
/// A band's Winkler score is its width, and 2 / α times the distance of a value outside of it, α = 2 · error (R. Winkler, JASA 67(337), 1972).
/// </remarks>
public static class ErrorBand
{
    /// <summary>Errors without which there is no band.</summary>
    public const int FewestErrors = 10;

    /// <summary>Null before there are ten errors.</summary>
    /// <param name="value">What is to be banded.</param>
    /// <param name="errors">Past values less what stood in the place of this one.</param>
    /// <param name="error">Chance that one end errs.</param>
    public static Band? Around(double value, IReadOnlyList<double> errors, double error)
    {
        if (errors.Count < FewestErrors)
        {
            return null;
        }

        var (low, high) = new NormalSample(errors).OfOneMore(error);
        return new(value + low, value + high);
    }

    public static double Winkler(Band band, double value, double error) =>
        band.Width + (Math.Max(0, Math.Max(band.Low - value, value - band.High)) / error);

    /// <summary>What bands of estimates and of the last known value would have scored, each made of what was known before its window.</summary>
    /// <param name="rows">Of one cohort and metric, in order of time, all with their value.</param>
    public static Contest? Between(IReadOnlyList<EstimateRow> rows, double error)
    {
        var (ofEstimate, ofLast, windows) = (0.0, 0.0, 0);
        for (var i = FewestErrors + 1; i < rows.Count; i++)
        {
            // A label that is slow leaves the value of the window before unknown when the next one is estimated.
            var past = rows.Take(i).Where(row => row.Known <= rows[i].AsOf).ToList();
            var estimated = Around(rows[i].Value, [.. past.Select(row => row.Realised!.Value - row.Value)], error);
            var persisting =
                past.Count == 0
                    ? null
                    : Around(
                        past[^1].Realised!.Value,
                        [.. past.Skip(1).Zip(past, (row, before) => row.Realised!.Value - before.Realised!.Value)],
                        error
                    );
            if (estimated is null || persisting is null)
            {
                continue;
            }

            ofEstimate += Winkler(estimated, rows[i].Realised!.Value, error);
            ofLast += Winkler(persisting, rows[i].Realised!.Value, error);
            windows++;
        }

        return windows == 0 ? null : new(windows, ofEstimate / windows, ofLast / windows);
    }
}
