using Flywheel.Monitoring.Joint;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Projections;

[Doc("How rare a row is to a density model of the reference, in nats: numbers as one normal distribution, categories by their shares.")]
public sealed record Density : LearnedProjection
{
    /// <summary>Least variance of a component: columns that follow from others would make any other row impossible.</summary>
    private const double Least = 1e-3;

    /// <summary>Categories of a column that have a share of their own; the rest are as rare as one that was never seen.</summary>
    private const int MostCategories = 1000;

    public override bool TakesCategories => true;

    public override string? Fit(DrawnRows rows, int seed, string name)
    {
        var principal = Principal.Of(rows);
        var axes = principal.Columns.Select((column, j) => Axis(column, principal.Scales[j])).ToList();
        var numbers = principal.Directions.Select(
            (direction, k) => $"pow({Sum(axes.Zip(direction))}, 2) / {Sql.Number(2 * (principal.Variances[k] + Least))}"
        );
        var texts = rows.Columns.Where(column => !column.IsNumeric).Select(column => Surprise(column, rows.Texts[column.Name]));
        var terms = numbers.Concat(texts).ToList();
        return terms.Count == 0 ? null : string.Join(" + ", terms);
    }

    /// <summary>-ln of a category's share, half a row being added to each and to all that were never seen together.</summary>
    private static string Surprise(DriftColumn column, string?[] texts)
    {
        var shares = texts
            .CountBy(text => text is null ? "" : "=" + text)
            .OrderByDescending(one => one.Value)
            .ThenBy(one => one.Key, StringComparer.Ordinal)
            .Take(MostCategories)
            .ToList();
        var all = texts.Length + (0.5 * (shares.Count + 1));
        var known = shares.Select(one => $"{Sql.Text(one.Key)}: {Sql.Number(-Math.Log((one.Value + 0.5) / all))}");
        return $"coalesce(MAP {{{string.Join(", ", known)}}}[coalesce('=' || {column.Value}, '')], {Sql.Number(-Math.Log(0.5 / all))})";
    }
}
