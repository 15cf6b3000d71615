namespace Flywheel.Monitoring.Joint;

/// <summary>Rows as points: a numeric column is an axis in deviations of the reference, a category is as far from any other as one deviation.</summary>
/// <param name="Numbers">Shape [rows, axes], row-major; 0, the reference's mean, where there is no value.</param>
/// <param name="Axes">Numeric columns.</param>
/// <param name="Codes">Shape [rows, categories], row-major: categories, -1 where there is no value, and after them whether each number is missing.</param>
/// <param name="Categories">Columns of <paramref name="Codes"/>.</param>
/// <param name="Count">Rows.</param>
public sealed record PointSet(double[] Numbers, int Axes, int[] Codes, int Categories, int Count)
{
    /// <summary>PointSet with numbers only.</summary>
    /// <param name="numbers">Shape [rows, axes], row-major.</param>
    public static PointSet Of(double[] numbers, int axes) => new(numbers, axes, [], 0, numbers.Length / axes);

    public static PointSet Of(DrawnRows rows, JointSample within)
    {
        var (axes, words) = (rows.Numbers.ToList(), rows.Texts.ToList());
        var width = words.Count + axes.Count;
        var numbers = new double[rows.Count * axes.Count];
        var codes = new int[rows.Count * width];
        for (var j = 0; j < axes.Count; j++)
        {
            var scale = within.Scales[axes[j].Key];
            for (var i = 0; i < rows.Count; i++)
            {
                var isMissing = double.IsNaN(axes[j].Value[i]);
                numbers[(i * axes.Count) + j] = isMissing ? 0 : scale.Of(axes[j].Value[i]);
                codes[(i * width) + words.Count + j] = isMissing ? 1 : 0;
            }
        }

        for (var j = 0; j < words.Count; j++)
        {
            var code = within.Categories[words[j].Key].Index().ToDictionary(word => word.Item, word => word.Index, StringComparer.Ordinal);
            for (var i = 0; i < rows.Count; i++)
            {
                codes[(i * width) + j] = words[j].Value[i] is { } text ? code[text] : -1;
            }
        }

        return new(numbers, axes.Count, codes, width, rows.Count);
    }

    /// <summary>Squared distance of a row from a row of other points of the same columns.</summary>
    public double SquaredDistance(int row, PointSet other, int otherRow)
    {
        var sum = 0.0;
        var mine = Numbers.AsSpan(row * Axes, Axes);
        var others = other.Numbers.AsSpan(otherRow * Axes, Axes);
        for (var j = 0; j < mine.Length; j++)
        {
            var apart = mine[j] - others[j];
            sum += apart * apart;
        }

        var codes = Codes.AsSpan(row * Categories, Categories);
        var otherCodes = other.Codes.AsSpan(otherRow * Categories, Categories);
        for (var j = 0; j < codes.Length; j++)
        {
            sum += codes[j] == otherCodes[j] ? 0 : 1;
        }

        return sum;
    }

    /// <summary>Sum of a function over the rows, each computed beside the others and added in their order.</summary>
    public static double SumOver(int rows, Func<int, double> of)
    {
        var each = new double[rows];
        Parallel.For(0, rows, i => each[i] = of(i));
        return each.Sum();
    }
}
