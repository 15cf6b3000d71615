namespace Flywheel.Monitoring.Distances;

/// <summary>L1: sum of the absolute differences of the shares, in [0, 2]; twice the total variation.</summary>
public sealed class TotalAbsolute : Distance
{
    public override string Name => "l1";

    public override string Definition => "sum of absolute differences of shares, 0 to 2";

    public override string Convention(bool numeric) => numeric ? "l1/doane" : "l1/categories";

    public override DistanceSql? Sql => new(BinsOf.Doane, "abs(p - q)", DistanceSql.Sum);

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            sum += Math.Abs(p[i] - q[i]);
        }

        return sum;
    }
}
