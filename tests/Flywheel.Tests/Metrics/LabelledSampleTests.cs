namespace Flywheel.Tests.Metrics;

public sealed class LabelledSampleTests
{
    [Theory]
    [InlineData(new[] { 1.0, 1, 1, 1 }, 4)]
    [InlineData(new[] { 7.0, 7, 7, 7 }, 4)]
    [InlineData(new[] { 1.0, 3 }, 1.6)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 5 }, 100.0 / 30)]
    [InlineData(new double[0], 0)]
    public void Weights_leave_as_many_rows_as_Kish_says(double[] weights, double expected)
    {
        var size = Rows.Sample([.. weights.Select(_ => 1.0)], weights).EffectiveSize;

        Assert.Equal(expected, size, 1e-12);
    }
}
