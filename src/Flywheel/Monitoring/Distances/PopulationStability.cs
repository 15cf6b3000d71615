namespace Flywheel.Monitoring.Distances;

/// <summary>Population stability index: Σ (q - p) ln(q / p), with shares held at or above 1e-4.</summary>
/// <remarks>Numbers fall into bins between the reference's deciles. The floor decides the value where a bin is empty.</remarks>
public sealed class PopulationStability : Distance
{
    private const double Floor = 1e-4;

    public override string Name => "psi";

    public override string Definition => "population stability index, natural logarithm, shares held at 1e-4 or above";

    public override string Convention(bool numeric) => numeric ? "psi/ln/reference-deciles/1e-4" : "psi/ln/categories/1e-4";

    public override DistanceSql? Sql =>
        new(BinsOf.Deciles, "(greatest(q, 1e-4) - greatest(p, 1e-4)) * ln(greatest(q, 1e-4) / greatest(p, 1e-4))", DistanceSql.Sum);

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = reference.IsNumeric
            ? Histograms.ByReferenceDeciles(reference, current)
            : Histograms.OverCategories(reference, current);
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var before = Math.Max(p[i], Floor);
            var after = Math.Max(q[i], Floor);
            sum += (after - before) * Math.Log(after / before);
        }

        return sum;
    }
}
