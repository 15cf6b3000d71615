namespace Flywheel.Metrics;

/// <summary>How often a label is 1 at a score: the non-decreasing function that is nearest to the labels in squares, straight between its points.</summary>
/// <remarks>Pool adjacent violators (M. Ayer, H. Brunk, G. Ewing, W. Reid, E. Silverman, Annals of Mathematical Statistics 26(4), 1955).</remarks>
public sealed class Isotonic
{
    private readonly double[] scores;
    private readonly double[] values;

    /// <param name="scores">Ascending, shape [points], at least one.</param>
    /// <param name="values">In [0, 1], not descending, shape [points].</param>
    public Isotonic(double[] scores, double[] values) => (this.scores, this.values) = (scores, values);

    /// <summary>Where its points lie, ascending, shape [points].</summary>
    public IReadOnlyList<double> Scores => scores;

    /// <summary>What it is there, shape [points].</summary>
    public IReadOnlyList<double> Values => values;

    /// <param name="scores">Shape [rows], at least one; rows of one score count together.</param>
    /// <param name="labels">1 or 0, shape [rows].</param>
    /// <param name="weights">Positive, shape [rows].</param>
    public static Isotonic Fit(double[] scores, double[] labels, double[] weights)
    {
        var order = Enumerable.Range(0, scores.Length).ToArray();
        Array.Sort((double[])scores.Clone(), order);
        var blocks = new List<(double From, double To, double Sum, double Weight)>();
        for (var at = 0; at < order.Length; )
        {
            // Rows of one score are together before they are compared: one by one, those with label 0 would be pooled with lower scores that all of them are above.
            var next = (From: scores[order[at]], To: scores[order[at]], Sum: 0.0, Weight: 0.0);
            for (; at < order.Length && scores[order[at]] == next.To; at++)
            {
                next.Sum += labels[order[at]] * weights[order[at]];
                next.Weight += weights[order[at]];
            }

            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Weight >= next.Sum / next.Weight)
            {
                var last = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                next = (last.From, next.To, last.Sum + next.Sum, last.Weight + next.Weight);
            }

            blocks.Add(next);
        }

        // A block is flat from its first score to its last one.
        var points = blocks
            .SelectMany(block => new[] { (block.From, block.Sum / block.Weight), (block.To, block.Sum / block.Weight) })
            .Distinct()
            .ToList();
        return new([.. points.Select(point => point.Item1)], [.. points.Select(point => point.Item2)]);
    }

    /// <summary>In [0, 1]; beyond the scores that it was fitted to that of the nearest.</summary>
    public double Of(double score)
    {
        var at = Array.BinarySearch(scores, score);
        if (at >= 0)
        {
            return values[at];
        }

        var next = ~at;
        if (next == 0 || next == scores.Length)
        {
            return next == 0 ? values[0] : values[^1];
        }

        var share = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
        return values[next - 1] + (share * (values[next] - values[next - 1]));
    }
}
