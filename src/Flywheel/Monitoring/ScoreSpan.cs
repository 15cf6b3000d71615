using Flywheel.Logging.Targets;
using MathNet.Numerics.Statistics;

namespace Flywheel.Monitoring;

/// <summary>The range that a picture of scores shows, in equal bins.</summary>
public sealed record ScoreSpan(double From, double To, int Bins)
{
    private const int Many = 25;

    /// <summary>Share of the scores beyond each end that may fall outside: one far value must not flatten all others.</summary>
    private const double Tail = 0.005;

    public static ScoreSpan Probability { get; } = new(0, 1, Many);

    /// <summary>That of probabilities; of classes, each with a bin; or of predicted numbers nearly all.</summary>
    /// <param name="scores">Each of shape [rows]; what is not finite does not count.</param>
    public static ScoreSpan Of(Target target, params IReadOnlyList<double[]> scores)
    {
        if (target.Classes.Count > 0)
        {
            return new(-0.5, target.Classes.Count - 0.5, target.Classes.Count);
        }

        var known = target.IsProbability ? [] : scores.SelectMany(some => some).Where(double.IsFinite).Order().ToArray();
        if (known.Length == 0)
        {
            return Probability;
        }

        var (from, to) = (SortedArrayStatistics.Quantile(known, Tail), SortedArrayStatistics.Quantile(known, 1 - Tail));
        return from < to ? new(from, to, Many) : new(from - 0.5, from + 0.5, Many);
    }

    /// <summary>Ends of the bins, one more than there are bins.</summary>
    public IReadOnlyList<double> Edges() => [.. Enumerable.Range(0, Bins + 1).Select(i => From + ((To - From) * i / Bins))];

    /// <summary>Which bin a score is in; one outside the range is in the nearest.</summary>
    public int Bin(double score) => (int)Math.Clamp((score - From) / (To - From) * Bins, 0, Bins - 1);

    /// <summary>What is drawn.</summary>
    public string Said(Target target) =>
        target.Classes.Count == 0 ? "score" : $"score: {string.Join(", ", target.Classes.Select((name, i) => $"{i} is {name}"))}";
}
