using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that tells which differences two trainings of one recipe would show as well.</summary>
public sealed class NoiseSection(Turn turn)
{
    /// <summary>Nothing where the strategy asks for no retraining.</summary>
    public void Add(Markdown report)
    {
        var seen = turn.Of<Comparison>();
        if (seen.Noise.Count == 0)
        {
            return;
        }

        report.Heading(2, "Noise of retraining");
        report.Table(
            [
                "metric",
                "#retrained, least to most",
                "#standard deviation",
                "#two trainings differ by less than",
                "#candidate minus current",
                "which is",
            ],
            seen.Noise.Select(noise =>
            {
                var difference = seen.Of(Figure.All, noise.Metric)?.Difference;
                return new[]
                {
                    noise.Metric,
                    noise.Values.Count == 0 ? "–" : $"{Shown(noise.Values.Min())} to {Shown(noise.Values.Max())}",
                    noise.Deviation is { } deviation ? Shown(deviation) : "–",
                    noise.Within is { } within ? Shown(within) : "–",
                    Numbers.Difference(difference),
                    difference?.Value is not { } value || noise.Within is not { } most ? "not known"
                    : Math.Abs(value) < most ? "noise"
                    : "more than noise",
                };
            })
        );
        report.Paragraph(
            $"The recipe was trained {Numbers.Count(turn.Strategy.Main.OfflineTest.Retrainings)} times more on the dataset's clusters (`{turn.Strategy.Log.Cluster.Text.ReplaceLineEndings(" ")}`) drawn with replacement, and measured on the same held-out rows. "
                + $"Two trainings of one recipe differ by less than the column says with {Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.OfflineTest.Error)), 0)} %: a smaller difference says nothing about the recipes. Gates do not ask it; their intervals are of the rows that the two models are compared on."
        );
    }

    private static string Shown(double value) => Numbers.Fixed(value, 4);
}
