using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc(
    "No sign that the candidate was told the answer: no row of an evaluation set in its training data, no feature that knows the label by itself or only after the event."
)]
public sealed record NoLeak : Gate
{
    [Doc(
        "What one feature alone may reach on the hold-out: the area under the ROC curve; of several classes the macro recall, of a regression R²."
    )]
    [Range(0, 1, MinOpen = true), Example("0.9")]
    public double Power { get; init; } = 0.9;

    [Doc("Share of an evaluation set's rows that may have a twin in the training data: another id, the same time and the same features.")]
    [Range(0, 1), Example("0.01")]
    public double Twins { get; init; } = 0.01;

    [Doc(
        "How much more often, as a difference of shares, a feature may be missing where the label is missing, or had not come when the event was received."
    )]
    [Range(0, 1, MinOpen = true), Example("0.5")]
    public double Missing { get; init; } = 0.5;

    [Doc(
        "How well later values of events that were sent again may tell the label against those first logged: the area under the ROC curve."
    )]
    [Range(0.5, 1, MinOpen = true), Example("0.75")]
    public double Corrections { get; init; } = 0.75;

    [Doc("Gain in the strategy's first metric that is too good to be true; no gain is, without it."), AtLeast(0), Example("0.1")]
    public double? Improvement { get; init; }

    public override string Said =>
        $"no feature alone above {Shown(Power)}, none missing with the label by {Shown(Missing)} more, no correction that tells it above {Shown(Corrections)}, "
        + $"no trained row in an evaluation set, twins in at most {Shown(Twins)} of it{(Improvement is { } most ? $", no gain above {Shown(most)}" : "")}";

    public override GateResult Judge(Comparison seen, double error)
    {
        if (seen.Leaks is not { } leaks)
        {
            return Unsure("nothing was looked at");
        }

        var signs = leaks.Sets.SelectMany(Rows).Concat(leaks.Features.SelectMany(Signs)).Concat(TooGood(seen)).ToList();
        var sure = signs.Where(sign => sign.Outcome == GateOutcome.Closed).ToList();
        var unsure = signs.Where(sign => sign.Outcome == GateOutcome.NotEnoughEvidence).ToList();
        return sure.Count > 0 ? Closed($"suspected leak: {Told(sure)}")
            : unsure.Count > 0 ? Unsure(Told(unsure))
            : Open(Strongest(leaks));
    }

    private IEnumerable<Sign> Rows(TrainedRows set)
    {
        yield return new(
            set.Trained > 0 ? GateOutcome.Closed : GateOutcome.Open,
            $"{set.Trained} of {set.Rows} rows of {set.Set} are in the training data"
        );
        yield return new(
            set.Twins > Twins * set.Rows ? GateOutcome.Closed : GateOutcome.Open,
            $"{set.Twins} of {set.Rows} rows of {set.Set} have a twin in the training data, with another id, the same time and the same features"
        );
    }

    private IEnumerable<Sign> Signs(FeatureSigns feature)
    {
        yield return Above(feature.Power, Power, $"{feature.Feature} alone has {feature.PowerIn}");
        yield return Above(feature.WithoutLabel, Missing, $"{feature.Feature} is missing where the label is, more often by");
        yield return Above(
            feature.BeforeLabel,
            Missing,
            $"{feature.Feature} is missing in events that came before their label, more often by"
        );
        yield return Above(feature.Corrected, Corrections, $"{feature.Feature} is corrected later as the label is, with auc");
    }

    private IEnumerable<Sign> TooGood(Comparison seen)
    {
        if (Improvement is { } most && seen.Contrasts is [{ Metric: var metric, Difference: { } difference }, ..])
        {
            yield return Above(Gain(difference, metric), most, $"too good to be true: gain in {metric}");
        }
    }

    /// <summary>The lower bound accuses; a value beyond the limit whose bound is not is no evidence yet.</summary>
    private static Sign Above(Measurement? measured, double limit, string what)
    {
        var outcome =
            measured?.Value is not { } value ? GateOutcome.Open
            : measured.Low > limit ? GateOutcome.Closed
            : value > limit ? GateOutcome.NotEnoughEvidence
            : GateOutcome.Open;
        return new(outcome, $"{what} {Figure(measured)}, above {Shown(limit)}{(outcome == GateOutcome.Closed ? "" : " but not for sure")}");
    }

    private string Strongest(LeakSigns leaks)
    {
        var strongest = leaks.Features.Where(feature => feature.Power?.Value is not null).MaxBy(feature => feature.Power!.Value);
        var rows =
            leaks.Sets.Count == 0
                ? "no evaluation set to look through"
                : $"no trained row and {leaks.Sets.Sum(set => set.Twins)} twins in {leaks.Sets.Sum(set => set.Rows)} rows of evaluation sets";
        return strongest is null
            ? $"no feature's power could be measured; {rows}"
            : $"the strongest feature alone is {strongest.Feature}, {strongest.PowerIn} {Figure(strongest.Power)}; {rows}";
    }

    private static string Figure(Measurement? measured) =>
        measured is { Low: { } low, High: { } high } ? $"{Shown(measured.Value)} [{Shown(low)}, {Shown(high)}]" : Shown(measured?.Value);

    private static string Told(IEnumerable<Sign> signs) => string.Join("; ", signs.Select(sign => sign.Why));

    private sealed record Sign(GateOutcome Outcome, string Why);
}
