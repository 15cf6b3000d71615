namespace Flywheel.Monitoring.Distances;

/// <summary>Cramér's V of two windows of equal weight: √(½ Σ (p - q)² / (p + q)), the root of chi-square over the number of rows.</summary>
/// <remarks>
/// The statistic itself grows with the rows, and in a large log every difference is significant; V does not. 0 for equal histograms, 1
/// for disjoint ones. H. Cramér, Mathematical Methods of Statistics, Princeton 1946, chapter 21.
/// </remarks>
public sealed class ChiSquare : Distance
{
    public override string Name => "chi-square";

    public override string Definition => "root of chi-square over the rows, for windows of equal weight (Cramér's V), 0 to 1";

    public override string Convention(bool numeric) => numeric ? "chi-square/cramers-v/doane" : "chi-square/cramers-v/categories";

    public override DistanceSql? Sql => new(BinsOf.Doane, "(p - q) * (p - q) / (p + q) / 2", $"sqrt({DistanceSql.Sum})");

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var both = p[i] + q[i];
            sum += both > 0 ? (p[i] - q[i]) * (p[i] - q[i]) / both : 0;
        }

        return Math.Sqrt(sum / 2);
    }
}
