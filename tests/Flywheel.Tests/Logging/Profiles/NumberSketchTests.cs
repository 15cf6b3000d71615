using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class NumberSketchTests
{
    private static readonly double[] _shares = [0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

    /// <summary>Columns that are hard on a sketch of quantiles.</summary>
    private static readonly Dictionary<string, double[]> _columns = new()
    {
        ["skewed"] = Drawn(i => Math.Exp(4 * i.NextNormal())),
        ["normal"] = Drawn(i => i.NextNormal()),
        ["far from zero"] = Drawn(i => 1e6 + i.NextNormal()),
        ["constant"] = [.. Enumerable.Repeat(0.1, 5000)],
        ["one"] = [42.5],
        ["zeros"] = Drawn(i => i.Next() < 0.9 ? 0 : i.NextNormal()),
        ["whole"] = Drawn(i => i.NextBelow(100) - 50),
        ["denormal"] = Drawn(i => i.Next() * 1e-310),
        ["huge"] = Drawn(i => (i.Next() - 0.5) * 1.7e308),
        ["every exponent"] = Drawn(i => Math.ScaleB(1 + i.Next(), i.NextBelow(2040) - 1020) * (i.Next() < 0.5 ? -1 : 1)),
        ["alternating"] = [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? 1e300 : -1e-300)],
        ["edges"] = Drawn(i => Math.BitDecrement(Math.ScaleB(64 + i.NextBelow(64), i.NextBelow(9)))),
    };

    public static TheoryData<string> Columns => [.. _columns.Keys];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Quantiles_are_within_a_128th_of_the_exact_ones(string column)
    {
        var numbers = _columns[column];
        var sketch = Of(numbers);
        var sorted = numbers.Order().ToArray();

        foreach (var share in _shares)
        {
            var exact = sorted[Math.Max((int)Math.Ceiling(share * sorted.Length), 1) - 1];

            var found = sketch.Quantile(share)!.Value;

            Assert.True(
                Math.Abs(found - exact) <= Math.Max(Math.Abs(exact) / 128, Math.ScaleB(1, -1029)),
                $"{column} at {share}: {found} for {exact}"
            );
            Assert.InRange(found, sorted[0], sorted[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Range_and_counts_are_exact(string column)
    {
        var numbers = _columns[column];
        var sketch = Of([.. numbers, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, -double.NaN]);

        Assert.Equal((numbers.Min(), numbers.Max()), (sketch.Minimum, sketch.Maximum));
        Assert.Equal(numbers.LongLength, sketch.Finite);
        Assert.Equal((2L, 2L, 1L), (sketch.NaN, sketch.PositiveInfinities, sketch.NegativeInfinities));
        Assert.Equal(numbers.LongCount(number => number == 0), sketch.Zeros);
        Assert.Equal(numbers.LongLength, sketch.Values.Sum(one => one.Count));
        Assert.Equal(sketch.Values.Select(one => one.Value).Order(), sketch.Values.Select(one => one.Value));
    }

    [Theory]
    [InlineData("skewed")]
    [InlineData("normal")]
    [InlineData("far from zero")]
    [InlineData("whole")]
    public void Mean_and_deviation_are_those_of_decimals(string column)
    {
        var numbers = _columns[column].Select(number => (decimal)number).ToList();
        var sketch = Of([.. numbers.Select(number => (double)number)]);
        var mean = numbers.Average();
        var variance = numbers.Sum(number => (number - mean) * (number - mean)) / numbers.Count;

        Assert.Equal((double)mean, sketch.Mean!.Value, Math.Abs((double)mean) * 1e-12);
        Assert.Equal(Math.Sqrt((double)variance), sketch.StandardDeviation!.Value, Math.Sqrt((double)variance) * 1e-9);
    }

    [Fact]
    public void A_constant_has_no_deviation_and_its_quantiles_are_itself()
    {
        var sketch = Of(_columns["constant"]);

        Assert.Equal((0.1, 0.0), (sketch.Mean, sketch.StandardDeviation));
        Assert.All(_shares, share => Assert.Equal(0.1, sketch.Quantile(share)));
    }

    [Fact]
    public void Whole_numbers_to_a_hundred_and_twenty_eight_are_exact()
    {
        var sketch = Of([.. Enumerable.Range(-128, 257).Select(i => (double)i)]);

        Assert.Equal(Enumerable.Range(-128, 257).Select(i => ((double)i, 1L)), sketch.Values);
    }

    [Fact]
    public void Without_a_finite_number_there_is_no_answer()
    {
        foreach (var sketch in new[] { Of([]), Of([double.NaN, double.PositiveInfinity]) })
        {
            Assert.Null(sketch.Mean);
            Assert.Null(sketch.StandardDeviation);
            Assert.Null(sketch.Minimum);
            Assert.All(_shares, share => Assert.Null(sketch.Quantile(share)));
        }
    }

    [Fact]
    public void Times_are_within_half_an_hour_of_the_exact_ones()
    {
        var times = Drawn(i => Math.Floor(9.5e14 + (i.Next() * 6e13)));
        var sketch = new NumberSketch(isTime: true);
        Array.ForEach(times, time => sketch.Add(time));
        var sorted = times.Order().ToArray();

        Assert.All(
            _shares,
            share => Assert.Equal(sorted[Math.Max((int)Math.Ceiling(share * sorted.Length), 1) - 1], sketch.Quantile(share)!.Value, 1.8e9)
        );
    }

    [Fact]
    public void Times_of_other_millennia_are_counted()
    {
        var sketch = new NumberSketch(isTime: true);
        foreach (var time in new[] { -9e18, -6.3e16, 0, 3.6e9, 2.5e17, 9e18, double.PositiveInfinity })
        {
            sketch.Add(time);
        }

        Assert.Equal(6, sketch.Values.Sum(one => one.Count));
        Assert.Equal((-9e18, 9e18), (sketch.Quantile(0), sketch.Quantile(1)));
        Assert.Equal(0, sketch.Quantile(0.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(10_000)]
    [InlineData(20_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void Distinct_numbers_are_counted_to_three_standard_errors(int distinct)
    {
        var sketch = new NumberSketch(isTime: false);
        for (var i = 0; i < distinct; i++)
        {
            sketch.Add(i);
            sketch.Add(i);
        }

        Assert.Equal(distinct, sketch.Distinct, Math.Max(0.5, 3 * 0.01625 * distinct));
    }

    [Fact]
    public void Distinct_counts_of_many_columns_have_the_stated_error()
    {
        var errors = Enumerable
            .Range(1, 200)
            .Select(trial =>
            {
                var sketch = new NumberSketch(isTime: false);
                for (var i = 0; i < 15_000; i++)
                {
                    sketch.Add(Math.ScaleB(i + 1, trial));
                }

                return (sketch.Distinct / 15_000.0) - 1;
            })
            .ToList();

        Assert.Equal(0, errors.Average(), 4 * 0.01625 / Math.Sqrt(errors.Count));
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0.0125, 0.02);
    }

    private static NumberSketch Of(params double[] numbers)
    {
        var sketch = new NumberSketch(isTime: false);
        Array.ForEach(numbers, number => sketch.Add(number));
        return sketch;
    }

    private static double[] Drawn(Func<Lcg, double> draw)
    {
        var generator = new Lcg(3);
        return [.. Enumerable.Range(0, 5000).Select(_ => draw(generator))];
    }
}
