using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>
/// Reference values of thirteen rows, one of a class that is only ever predicted: scikit-learn 1.2.1, <c>accuracy_score</c>, and <c>precision_score</c>,
/// <c>recall_score</c> and <c>f1_score</c> with <c>average="macro"</c>, without and with <c>sample_weight</c>.
/// </summary>
public sealed class MulticlassMetricTests
{
    private static readonly double[] _labels = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2, 2, 3, 1];
    private static readonly double[] _said = [0, 2, 2, 2, 1, 0, 1, 1, 2, 2, 0, 3, 4];
    private static readonly double[] _weights = [1, 2, 1, 3, 1, 1.5, 2, 1, 4, 1, 1, 2, 1];

    public static TheoryData<string> Names => [.. MetricKinds.Of(ModelTask.Multiclass).Select(metric => metric.Name)];

    [Theory]
    [InlineData("accuracy", 0.6153846153846154, 0.5348837209302325)]
    [InlineData("macro-precision", 0.5866666666666667, 0.5337662337662338)]
    [InlineData("macro-recall", 0.5533333333333333, 0.4819230769230769)]
    [InlineData("macro-f1", 0.5676190476190477, 0.49415204678362573)]
    public void Thirteen_rows_have_the_values_of_scikit_learn(string name, double plain, double weighted)
    {
        var metric = MetricKinds.Named(name, ModelTask.Multiclass);

        Assert.Equal(plain, metric.Measure(Rows.Of(_labels, _said))!.Value, 1e-14);
        Assert.Equal(weighted, metric.Measure(Rows.Of(_labels, _said, _weights))!.Value, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Influence_is_the_slope_of_the_metric_in_a_row_s_weight(string name)
    {
        var metric = MetricKinds.Named(name, ModelTask.Multiclass);
        var influence = metric.Measure(Rows.Of(_labels, _said, _weights))!;

        for (var i = 0; i < _labels.Length; i++)
        {
            const double Step = 1e-6;
            var (more, less) = ((double[])_weights.Clone(), (double[])_weights.Clone());
            more[i] *= 1 + Step;
            less[i] *= 1 - Step;
            var slope =
                (metric.Measure(Rows.Of(_labels, _said, more))!.Value - metric.Measure(Rows.Of(_labels, _said, less))!.Value) / (2 * Step);
            Assert.Equal(slope, influence.ByCluster[i], 1e-7);
        }
    }

    [Fact]
    public void A_class_of_few_rows_allows_no_interval_of_a_macro_average_and_one_of_the_accuracy()
    {
        var (labels, said) = (
            Enumerable.Range(0, 300).Select(i => i < 5 ? 2.0 : i % 2).ToArray(),
            Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 0.0 : i % 2).ToArray()
        );
        var clusters = Enumerable.Range(0, 300).Select(i => i % 20).ToArray();

        var recall = new MacroRecall().Estimate(Rows.Of(labels, said, clusters: clusters), 0.05);
        var accuracy = new MulticlassAccuracy().Estimate(Rows.Of(labels, said, clusters: clusters), 0.05);

        Assert.Null(recall.Low);
        Assert.Equal("5 rows tell of the rarest class; an interval needs 10 of each", recall.Why);
        Assert.NotNull(accuracy.Low);
        Assert.Equal("no labelled row", new MacroF1().Estimate(Rows.Of([], []), 0.05).Why);
    }
}
