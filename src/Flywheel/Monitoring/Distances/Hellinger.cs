namespace Flywheel.Monitoring.Distances;

/// <summary>Hellinger distance between two histograms that share their bins: √(½ Σ (√p - √q)²).</summary>
/// <remarks>E. Hellinger, Journal für die reine und angewandte Mathematik 136, 1909, pp. 210–271; 0 for equal histograms, 1 for disjoint ones.</remarks>
public sealed class Hellinger : Distance
{
    public override string Name => "hellinger";

    public override string Definition => "root of half the squared differences of the shares' roots, 0 to 1";

    public override string Convention(bool numeric) => numeric ? "hellinger/doane" : "hellinger/categories";

    public override DistanceSql? Sql => new(BinsOf.Doane, "(sqrt(p) - sqrt(q)) * (sqrt(p) - sqrt(q)) / 2", $"sqrt({DistanceSql.Sum})");

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var difference = Math.Sqrt(p[i]) - Math.Sqrt(q[i]);
            sum += difference * difference;
        }

        return Math.Sqrt(sum / 2);
    }
}
