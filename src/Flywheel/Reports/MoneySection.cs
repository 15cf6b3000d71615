using System.Globalization;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that speaks of errors and money: at the operating threshold, and what the turn itself costs.</summary>
public sealed class MoneySection(Turn turn)
{
    private static readonly string[] Figures = [Contrasts.FalsePositives, Contrasts.FalseNegatives, Contrasts.Cost];

    private Comparison Seen => turn.Of<Comparison>();

    /// <summary>Nothing where the strategy names no costs.</summary>
    public void Add(Markdown report)
    {
        if (turn.Strategy.Main.Costs is not { } costs)
        {
            return;
        }

        report.Heading(2, "Errors and money");
        report.Table(
            [$"in a thousand rows, acting from a score of {From(costs)}", "#current", "#candidate", "#difference"],
            Figures.Select(figure =>
            {
                var contrast = Seen.Of(Figure.All, figure)!;
                return new[]
                {
                    figure == Contrasts.Cost ? $"{figure}, {costs.Currency}" : figure,
                    contrast.CurrentMeasured is null ? "–" : Numbers.Amount(contrast.CurrentMeasured),
                    Numbers.Amount(contrast.CandidateMeasured),
                    Numbers.AmountOfDifference(contrast.Difference),
                };
            })
        );
        var turnCost = TurnCost.Of(turn);
        report.Paragraph(
            $"A false positive costs {Fixed(costs.FalsePositive)}, a false negative {Fixed(costs.FalseNegative)} {costs.Currency}. "
                + $"This turn costs {Fixed(turnCost.Total)} {costs.Currency}: labels {Fixed(turnCost.Labels)}, training {Fixed(turnCost.Training)}, review {Fixed(turnCost.Review)}, roll-out {Fixed(turnCost.RollOut)}. "
                + Sentence.Start(Return(turn))
        );
    }

    /// <summary>The score from which each model's rows are acted on: its own threshold, or the strategy's.</summary>
    private string From(CostsSection costs)
    {
        var candidate = Of(turn.Of<TrainingRecord>().Manifest?.Threshold);
        var current = Of(ModelManifest.ThresholdOf(turn.Workplace.Files, turn.Strategy.Model, Seen.Current));
        return Seen.Current is null || candidate == current ? candidate : $"{current} (current) or {candidate} (candidate)";

        string Of(double? own) => own is { } threshold ? Numbers.Fixed(threshold, 3) : Fixed(costs.OperatingThreshold);
    }

    /// <summary>The difference for as many events as this cycle had, beside what the turn costs; the rest of a sentence.</summary>
    public static string Return(Turn turn)
    {
        if (
            turn.Strategy.Main.Costs is not { } costs
            || turn.Of<Comparison>().Of(Figure.All, Contrasts.Cost)?.Difference is not { Value: { } value, Low: { } low, High: { } high }
        )
        {
            return "what the candidate saves cannot be told.";
        }

        var thousands = turn.Of<LogRecord>().Events / 1000.0;
        return $"in a cycle of {Numbers.Count(turn.Of<LogRecord>().Events)} events like these the candidate changes the cost of errors by {Whole(value)} [{Whole(low)}, {Whole(high)}] {costs.Currency}, and this turn costs {Fixed(TurnCost.Of(turn).Total)}.";

        string Whole(double each) => Numbers.Signed(Math.Round(each * thousands), 0);
    }

    private static string Fixed(double amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}
