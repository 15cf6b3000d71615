using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Distances;

/// <summary>The bins of a column in SQL, as <see cref="Histograms"/> makes them.</summary>
/// <param name="Bin">SQL of the bin's number, or of the category, over <c>value</c>.</param>
/// <param name="From">SQL over <c>bin</c> of where it begins; null for categories.</param>
/// <param name="To">SQL of where it ends.</param>
public sealed record Binning(string Bin, string? From, string? To)
{
    public static Binning Categories { get; } = new("value", null, null);

    public static Binning Deciles(Distribution reference)
    {
        var edges = Histograms.DecileEdges(reference);
        var list = $"[{string.Join(", ", edges.Select(Sql.Number))}]";
        return new(
            string.Join(" + ", edges.Select(edge => $"CAST(value >= {Sql.Number(edge)} AS INTEGER)")),
            $"{list}[bin]",
            $"{list}[bin + 1]"
        );
    }

    public static Binning Doane(Distribution reference)
    {
        var (low, high, bins) = reference.Doane;
        var (from, to) = (Sql.Number(low), Sql.Number(high));
        return low == high
            ? new($"CASE WHEN value = {from} THEN 0 ELSE 1 END", $"CASE WHEN bin = 0 THEN {from} END", $"CASE WHEN bin = 0 THEN {to} END")
            : new(
                $"CASE WHEN value < {from} OR value > {to} THEN {bins} ELSE least({bins - 1}, CAST(trunc((value - {from}) / ({to} - {from}) * {bins}) AS INTEGER)) END",
                $"CASE WHEN bin < {bins} THEN {from} + bin * ({to} - {from}) / {bins} END",
                $"CASE WHEN bin < {bins} THEN {from} + (bin + 1) * ({to} - {from}) / {bins} END"
            );
    }
}
