using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Makes probabilities of scores, learned from labelled rows; scores that are probabilities already are left alone.</summary>
/// <remarks>Whether they are is asked across: learned from every other cluster, must it be better on the rest in squares?</remarks>
public static class Calibrator
{
    /// <param name="rows">Labelled, with scores; at least one.</param>
    public static Func<double, double> Learn(ScoredRows rows)
    {
        var others = Halves(rows).Sum(half => Gain(half.Learn, half.Judge));
        return others > 0 ? Isotonic.Fit(rows.Score, rows.Label, rows.Weight).Of : score => score;
    }

    /// <summary>By how much the squared error of one half falls by what was learned from the other.</summary>
    private static double Gain(ScoredRows learn, ScoredRows judge)
    {
        if (learn.Count == 0)
        {
            return 0;
        }

        var learned = Isotonic.Fit(learn.Score, learn.Label, learn.Weight);
        var gain = 0.0;
        for (var i = 0; i < judge.Count; i++)
        {
            gain += judge.Weight[i] * (Square(judge.Score[i] - judge.Label[i]) - Square(learned.Of(judge.Score[i]) - judge.Label[i]));
        }

        return gain;

        static double Square(double x) => x * x;
    }

    private static IEnumerable<(ScoredRows Learn, ScoredRows Judge)> Halves(ScoredRows rows)
    {
        var size = rows.Row.Length == 0 ? 0 : rows.Row.Max() + 1;
        foreach (var parity in new[] { 0, 1 })
        {
            var learn = new bool[size];
            var judge = new bool[size];
            for (var i = 0; i < rows.Count; i++)
            {
                (rows.Cluster[i] % 2 == parity ? learn : judge)[rows.Row[i]] = true;
            }

            yield return (rows.Where(learn), rows.Where(judge));
        }
    }
}
