using System.Globalization;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>
/// D. Horvitz, D. Thompson, JASA 47(260), 1952, pp. 663–685. The chance is that of the log's own sample, of curation, and of the dataset's
/// sample, multiplied. A point that curation took without a known chance stands for itself: it counts as taken for certain.
/// </remarks>
[Doc("A row counts for as many events as it stands for: one over its chance of being in the dataset, the mean of all rows 1.")]
public sealed record InverseProbability : RowWeights
{
    [Doc("Largest weight, in means: what larger ones lose is shared among the others. There is none without it.")]
    [Range(1, double.PositiveInfinity, MinOpen = true), Example("20")]
    public double? AtMost { get; init; }

    public override string Said =>
        AtMost is { } most ? $"inverse probability, at most {most.ToString(CultureInfo.InvariantCulture)}" : "inverse probability";

    public override Weighing Of(ReadOnlySpan<double> chances) => Weighing.ByInverse(chances, AtMost);
}
