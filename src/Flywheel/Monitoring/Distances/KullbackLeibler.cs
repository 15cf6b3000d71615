namespace Flywheel.Monitoring.Distances;

/// <summary>Kullback–Leibler divergence of the reference from the window: Σ p ln(p / q), with shares held at or above 1e-4.</summary>
/// <remarks>S. Kullback, R. Leibler, Annals of Mathematical Statistics 22(1), 1951, pp. 79–86. Without a floor it is infinite where the window lost a bin.</remarks>
public sealed class KullbackLeibler : Distance
{
    private const double Floor = 1e-4;

    public override string Name => "kullback-leibler";

    public override string Definition => "divergence of the reference from the window, natural logarithm, shares held at 1e-4 or above";

    public override string Caution =>
        "it is no distance: the other way round it has another value, and where a bin is empty the floor decides it; jensen-shannon has neither fault";

    public override bool IsSymmetric => false;

    public override string Convention(bool numeric) =>
        numeric ? "kullback-leibler/ln/reference-from-window/doane/1e-4" : "kullback-leibler/ln/reference-from-window/categories/1e-4";

    public override DistanceSql? Sql =>
        new(BinsOf.Doane, "greatest(p, 1e-4) * ln(greatest(p, 1e-4) / greatest(q, 1e-4))", $"greatest(0, {DistanceSql.Sum})");

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var (before, after) = (Math.Max(p[i], Floor), Math.Max(q[i], Floor));
            sum += before * Math.Log(before / after);
        }

        // Shares that were lifted to the floor sum to more than 1, and the divergence of such sums may be below zero.
        return Math.Max(0, sum);
    }
}
