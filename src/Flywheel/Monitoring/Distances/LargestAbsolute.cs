namespace Flywheel.Monitoring.Distances;

/// <summary>L-infinity: the largest absolute difference of a share, in [0, 1].</summary>
public sealed class LargestAbsolute : Distance
{
    public override string Name => "l-infinity";

    public override string Definition => "largest absolute difference of a share, 0 to 1";

    public override string Convention(bool numeric) => numeric ? "l-infinity/doane" : "l-infinity/categories";

    public override DistanceSql? Sql => new(BinsOf.Doane, "abs(p - q)", DistanceSql.Largest);

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        var largest = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(p[i] - q[i]));
        }

        return largest;
    }
}
