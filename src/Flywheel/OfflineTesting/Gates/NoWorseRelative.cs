using System.Globalization;
using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

/// <remarks>
/// With g the gain and c the model in force's value, g + share · c > 0 is asked, whose error follows from the clustered ones of g, c and the candidate: the shares that are not excluded are
/// Fieller's interval of g / c (E. Fieller, JRSS B 16(2), 1954, pp. 175–185).
/// </remarks>
[Doc("The candidate is not worse than the model in force by more than a share of the latter's value: the lower bound decides.")]
public sealed record NoWorseRelative : Gate
{
    [Doc("One of the strategy's metrics, of which more or less is better."), Example("log-loss")]
    public required string Metric { get; init; }

    [Doc("Margin: a loss up to this share of the model in force's value is accepted."), Range(0, 1), Example("0.02")]
    public required double Share { get; init; }

    [Doc("An evaluation set; the hold-out without it."), Example("red-eye")]
    public string? Set { get; init; }

    public override string JudgedMetric => Metric;

    public override IEnumerable<DeclaredName> Names => SetNamed(Set);

    public override bool NeedsModelInForce => true;

    public override string Said => $"{Metric} not worse by more than {Percent(Share)} of its value{Where(Set)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        if (
            seen.On(Set, Metric) is not { } contrast
            || contrast.Difference is not { StandardError: not null } difference
            || contrast.CurrentMeasured is not { StandardError: not null, Value: { } current }
            || contrast.CandidateMeasured.StandardError is null
        )
        {
            return Unsure(
                $"the difference in {Metric}{Where(Set)} could not be measured: {seen.On(Set, Metric)?.Difference?.Why ?? "no labelled row"}"
            );
        }

        if (current <= 0)
        {
            return Unsure($"{Metric}{Where(Set)} of the model in force is {Shown(current)}, and a share of that means nothing");
        }

        var gain = Gain(difference, Metric)!;
        var reach = ClusteredInterval.Quantile(difference.Degrees, 1 - error);
        var said = $"gain in {Metric}{Where(Set)} {Signed(gain.Value)}, {Percent(gain.Value!.Value / current)} of {Shown(current)}";
        var excluded = SmallestExcluded(share => Bound(contrast, gain, share, -reach) > 0) is { } smallest
            ? $"the smallest share that is excluded is {Percent(smallest)}"
            : "no share is excluded";
        return Bound(contrast, gain, Share, -reach) > 0 ? Open($"{said}; a loss of {Percent(Share)} is excluded ({excluded})")
            : Bound(contrast, gain, Share, reach) < 0 ? Closed($"{said}; it is worse by more than {Percent(Share)}")
            : Unsure($"{said}; a loss of {Percent(Share)} is neither excluded nor shown ({excluded})");
    }

    /// <summary>An end of the interval of gain + share · current.</summary>
    /// <param name="reach">Standard errors from the middle.</param>
    private double Bound(Contrast contrast, Measurement gain, double share, double reach)
    {
        var (spread, current, candidate) = (
            gain.StandardError!.Value,
            contrast.CurrentMeasured!.StandardError!.Value,
            contrast.CandidateMeasured.StandardError!.Value
        );
        var together = MetricKinds.Direction(Metric) * ((candidate * candidate) - (spread * spread) - (current * current)) / 2;
        var variance = (spread * spread) + (share * share * current * current) + (2 * share * together);

        // The three errors are each adjusted to few clusters, and so may say what no correlation could.
        var error = Math.Sqrt(Math.Clamp(variance, Math.Pow(spread - (share * current), 2), Math.Pow(spread + (share * current), 2)));
        return ((gain.Low!.Value + gain.High!.Value) / 2) + (share * contrast.CurrentMeasured.Value!.Value) + (reach * error);
    }

    /// <summary>The smallest share in [0, 1] that is excluded, by halving; null where none is.</summary>
    private static double? SmallestExcluded(Predicate<double> excludes)
    {
        if (!excludes(1))
        {
            return null;
        }

        var (open, excluded) = (0.0, 1.0);
        for (var i = 0; i < 40 && !excludes(open); i++)
        {
            var middle = (open + excluded) / 2;
            (open, excluded) = excludes(middle) ? (open, middle) : (middle, excluded);
        }

        return excludes(open) ? open : excluded;
    }

    private static string Percent(double share) => share.ToString("0.0###%", CultureInfo.InvariantCulture);
}
