namespace Flywheel.Training.Thresholds;

/// <summary>A threshold, and what it makes of some labelled rows; weights of rows summed.</summary>
/// <param name="Threshold">From this score on a row is called 1: half-way between two scores.</param>
/// <param name="TruePositives">Called 1, and 1.</param>
/// <param name="FalsePositives">Called 1, and 0.</param>
/// <param name="Positives">All that are 1.</param>
/// <param name="All">All rows.</param>
public readonly record struct Cut(double Threshold, double TruePositives, double FalsePositives, double Positives, double All)
{
    public double FalseNegatives => Positives - TruePositives;

    public double Called => TruePositives + FalsePositives;

    /// <summary>1 where no row is 1: none is missed.</summary>
    public double Recall => Positives > 0 ? TruePositives / Positives : 1;

    /// <summary>1 where none is called 1: none is called wrongly.</summary>
    public double Precision => Called > 0 ? TruePositives / Called : 1;

    public double F1 => Called + Positives > 0 ? 2 * TruePositives / (Called + Positives) : 0;

    /// <summary>Every way to part the rows by their scores, from none called 1 to all.</summary>
    /// <param name="scores">In [0, 1], shape [rows].</param>
    /// <param name="labels">1 or 0, shape [rows].</param>
    /// <param name="weights">Positive, shape [rows].</param>
    public static IReadOnlyList<Cut> Of(double[] scores, double[] labels, double[] weights)
    {
        var (score, row) = (scores.ToArray(), Enumerable.Range(0, scores.Length).ToArray());
        Array.Sort(score, row);
        var (positives, all) = (0.0, 0.0);
        for (var i = 0; i < row.Length; i++)
        {
            positives += weights[i] * labels[i];
            all += weights[i];
        }

        // Above 1 nothing is called; a sum of a group is taken in the order of its rows, whatever the sort made of ties.
        var cuts = new List<Cut> { new(Math.BitIncrement(1), 0, 0, positives, all) };
        var (truePositives, falsePositives) = (0.0, 0.0);
        for (var end = row.Length; end > 0; )
        {
            var start = end - 1;
            while (start > 0 && score[start - 1] == score[end - 1])
            {
                start--;
            }

            Array.Sort(row, start, end - start);
            for (var i = start; i < end; i++)
            {
                truePositives += weights[row[i]] * labels[row[i]];
                falsePositives += weights[row[i]] * (1 - labels[row[i]]);
            }

            cuts.Add(new(start == 0 ? 0 : (score[start] + score[start - 1]) / 2, truePositives, falsePositives, positives, all));
            end = start;
        }

        return cuts;
    }
}
