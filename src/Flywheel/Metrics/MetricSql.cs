namespace Flywheel.Metrics;

/// <summary>A metric in SQL, over rows of <c>id, label, score, weight</c>: for people who want to see what is behind a number.</summary>
/// <param name="Value">Aggregate that is the metric.</param>
/// <param name="Loss">What a row has against it: the rows with the most are the first to look at.</param>
/// <param name="Rows">A query over <c>rows</c> that adds the columns that the other two need; null where these suffice.</param>
public sealed record MetricSql(string Value, string Loss, string? Rows = null)
{
    /// <summary>A weighted sum over a weighted sum, in a fixed order.</summary>
    public static MetricSql Ratio(string above, string below, string loss) =>
        new($"sum(weight * ({above}) ORDER BY id) / sum(weight * ({below}) ORDER BY id)", loss);
}
