using Flywheel.Curation.Labelling;
using Flywheel.Metrics;
using Flywheel.Reports.Charts;

namespace Flywheel.Reports;

/// <summary>What each rule of curation finds that a draw from all alike does not: the difference of two shares by rule.</summary>
public static class LabelsPicture
{
    public const string Name = "labels.svg";

    /// <param name="yields">Of all rules.</param>
    /// <param name="error">Chance of a truth below an interval, and again above.</param>
    /// <param name="interval">What the intervals are, e.g. <c>90 %</c>.</param>
    /// <returns>Null where there is nothing to compare.</returns>
    public static Picture? Of(IReadOnlyList<LabelYield> yields, double error, string interval)
    {
        if (yields.FirstOrDefault(yield => yield is { IsReference: true, Scored: > 0, Wrong: not null }) is not { } reference)
        {
            return null;
        }

        var others = yields.Where(yield => yield is { IsReference: false, Scored: > 0 }).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        var bars = new IntervalBars
        {
            Title = $"Labels that showed production wrong: each rule less {reference.Rule}",
            Label = $"share of labels that showed production wrong, less that of {reference.Rule}",
            Rows =
            [
                .. others.Select(yield =>
                {
                    var difference = Newcombe.Of(
                        Wilson.Of(yield.Wrong!.Value, yield.Scored, error),
                        Wilson.Of(reference.Wrong!.Value, reference.Scored, error)
                    );
                    return new DifferenceRow
                    {
                        Name = yield.Rule,
                        Count = (int)yield.Scored,
                        Difference = difference.Value,
                        Low = difference.Low,
                        High = difference.High,
                        Evidence =
                            difference.Low > 0 ? Evidence.Ok
                            : difference.High < 0 ? Evidence.Bad
                            : Evidence.NotEnough,
                    };
                }),
            ],
            IntervalLabel = $"{interval} interval, pointwise",
        };
        return new(Name, bars.Describe(), bars.ToSvg());
    }
}
