using System.Globalization;
using Flywheel.Monitoring.Joint;
using Flywheel.Yaml;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Flywheel.Monitoring.Projections;

[Doc("A random direction through the numeric columns, each in deviations of the reference.")]
public sealed record RandomLinear : LearnedProjection
{
    public override string? Fit(DrawnRows rows, int seed, string name)
    {
        var columns = rows.Columns.Where(column => column.IsNumeric).ToList();
        // The first digits of the digest of the name: each projection has a direction of its own, for ever.
        var salt = int.Parse(Storage.Digest.Of(name)[..7], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var random = new MersenneTwister(seed ^ salt, threadSafe: false);
        var weights = columns.Select(_ => Normal.Sample(random, 0, 1)).ToList();
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        return columns.Count < 2
            ? null
            : Sum(columns.Select((column, j) => (Axis(column, Scale.Of(rows.Numbers[column.Name])), weights[j] / length)));
    }
}
