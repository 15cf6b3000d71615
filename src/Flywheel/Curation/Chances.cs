namespace Flywheel.Curation;

/// <summary>What a model says of each candidate: the chance of each class, or a number.</summary>
/// <param name="values">Shape [rows, classes], row-major; of two classes shape [rows], the chance of 1.</param>
/// <param name="classes">How many classes are told; 1 where it is the chance of 1 or a number.</param>
public sealed class Chances(float[] values, int classes)
{
    /// <summary>A figure of each row's chances, shape [rows]; two classes are given as two.</summary>
    public double[] Each(Func<double[], double> figure)
    {
        var found = new double[values.Length / classes];
        var row = new double[Math.Max(2, classes)];
        for (var i = 0; i < found.Length; i++)
        {
            Fill(row, i);
            found[i] = figure(row);
        }

        return found;
    }

    /// <summary>1 - max p; M. Culotta, A. McCallum, AAAI 2005, pp. 746–751.</summary>
    /// <returns>In [0, 1 - 1 / classes].</returns>
    public static double LeastConfident(double[] p) => 1 - p.Max();

    /// <summary>1 - (p₁ - p₂) of the two largest; T. Scheffer, C. Decomain, S. Wrobel, IDA 2001, pp. 309–318.</summary>
    /// <returns>In [0, 1].</returns>
    public static double Margin(double[] p)
    {
        var (first, second) = (double.NegativeInfinity, double.NegativeInfinity);
        foreach (var chance in p)
        {
            (first, second) = chance > first ? (chance, first) : (first, Math.Max(second, chance));
        }

        return 1 - (first - second);
    }

    /// <summary>-Σ p ln p / ln classes; C. Shannon, Bell System Technical Journal 27, 1948, pp. 379–423.</summary>
    /// <returns>In [0, 1].</returns>
    public static double Entropy(double[] p) => Nats(p) / Math.Log(p.Length);

    /// <summary>Expected length of the gradient of the log loss by the margins: Σ p_k ‖p - e_k‖, of two classes with one margin 2 p (1 - p).</summary>
    /// <remarks>B. Settles, M. Craven, S. Ray, NIPS 20, 2008, pp. 1289–1296.</remarks>
    public static double ExpectedGradient(double[] p)
    {
        if (p.Length == 2)
        {
            return 2 * p[0] * p[1];
        }

        var squares = p.Sum(chance => chance * chance);
        return p.Sum(chance => chance * Math.Sqrt(Math.Max(0, squares - (2 * chance) + 1)));
    }

    /// <summary>Half the sum of absolute differences of two models' chances, or the absolute difference of their numbers, shape [rows].</summary>
    public double[] DistanceTo(Chances other)
    {
        var found = new double[values.Length / classes];
        var (mine, theirs) = (values, other.Values);
        for (var i = 0; i < found.Length; i++)
        {
            var sum = 0.0;
            for (var k = i * classes; k < (i + 1) * classes; k++)
            {
                sum += Math.Abs((double)mine[k] - theirs[k]);
            }

            found[i] = classes == 1 ? sum : sum / 2;
        }

        return found;
    }

    /// <summary>How much the members of a committee differ of each row, shape [rows].</summary>
    /// <remarks>
    /// Of classes the mean divergence from their mean, H(mean p) - mean H(p) in nats (A. McCallum, K. Nigam, ICML 1998, pp. 350–358);
    /// of numbers their standard deviation.
    /// </remarks>
    public static double[] Disagreement(IReadOnlyList<Chances> members, bool areNumbers)
    {
        var width = members[0].Width;
        var found = new double[members[0].Values.Length / width];
        var (row, mean) = (new double[Math.Max(2, width)], new double[Math.Max(2, width)]);
        for (var i = 0; i < found.Length; i++)
        {
            if (areNumbers)
            {
                var middle = members.Sum(member => (double)member.Values[i]) / members.Count;
                found[i] = Math.Sqrt(members.Sum(member => Math.Pow(member.Values[i] - middle, 2)) / members.Count);
                continue;
            }

            Array.Clear(mean);
            var within = 0.0;
            foreach (var member in members)
            {
                member.Fill(row, i);
                within += Nats(row) / members.Count;
                for (var k = 0; k < row.Length; k++)
                {
                    mean[k] += row[k] / members.Count;
                }
            }

            // Rounding leaves a difference just below zero for members that agree.
            found[i] = Math.Max(0, Nats(mean) - within);
        }

        return found;
    }

    private float[] Values => values;

    private int Width => classes;

    private void Fill(double[] row, int i)
    {
        if (classes == 1)
        {
            (row[0], row[1]) = (1 - values[i], values[i]);
            return;
        }

        for (var k = 0; k < classes; k++)
        {
            row[k] = values[(i * classes) + k];
        }
    }

    private static double Nats(double[] p)
    {
        var sum = 0.0;
        foreach (var chance in p)
        {
            sum -= chance > 0 ? chance * Math.Log(chance) : 0;
        }

        return sum;
    }
}
