namespace Flywheel.Curation.Labelling;

/// <summary>How two who labelled the same points agree.</summary>
/// <param name="First">Who signs, the smaller text.</param>
/// <param name="Second">The other.</param>
/// <param name="Points">Points that both labelled.</param>
/// <param name="Same">Of these with the same label.</param>
/// <param name="Kappa">Agreement beyond what their shares of each class make by chance; null of numbers, and where chance alone makes them agree.</param>
public sealed record Agreement(string First, string Second, long Points, long Same, double? Kappa)
{
    /// <summary>Cohen's kappa of a table of counts.</summary>
    /// <remarks>
    /// κ = (p_o − p_e) / (1 − p_e) with p_o the share of points with one label and p_e = Σ_k p_k q_k of both shares of class k.
    /// 1 for full agreement, 0 for what chance makes, negative below; not defined where p_e = 1: both always say one class.
    /// J. Cohen, Educational and Psychological Measurement 20(1), 1960, pp. 37–46.
    /// </remarks>
    /// <param name="counts">Points by the label of the first and that of the second.</param>
    public static double? KappaOf(IReadOnlyCollection<(string First, string Second, long Points)> counts)
    {
        var n = counts.Sum(cell => cell.Points);
        if (n == 0)
        {
            return null;
        }

        var first = counts
            .GroupBy(cell => cell.First)
            .ToDictionary(of => of.Key, of => of.Sum(cell => cell.Points), StringComparer.Ordinal);
        var second = counts
            .GroupBy(cell => cell.Second)
            .ToDictionary(of => of.Key, of => of.Sum(cell => cell.Points), StringComparer.Ordinal);

        // Whole numbers until the end: (n Σ same − Σ products) / (n² − Σ products).
        var same = counts.Where(cell => cell.First == cell.Second).Sum(cell => cell.Points);
        var byChance = first.Sum(of => (decimal)of.Value * second.GetValueOrDefault(of.Key));
        var all = (decimal)n * n;
        return byChance == all ? null : (double)((((decimal)n * same) - byChance) / (all - byChance));
    }
}
