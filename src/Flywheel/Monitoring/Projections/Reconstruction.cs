using Flywheel.Monitoring.Joint;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Projections;

[Doc(
    "How far a row is from the plane of the reference's principal components, in deviations a column: it grows where columns no longer go together as they did."
)]
public sealed record Reconstruction : LearnedProjection
{
    [
        Doc("Share of the variance that the components hold; at least one component is left out."),
        Range(0, 1, MinOpen = true, MaxOpen = true)
    ]
    public double Share { get; init; } = 0.9;

    public override string? Fit(DrawnRows rows, int seed, string name)
    {
        var principal = Principal.Of(rows);
        var columns = principal.Columns.Count;
        if (columns < 2 || principal.Variances.Sum() == 0)
        {
            return null;
        }

        var kept = 0;
        for (var held = 0.0; kept < columns - 1 && held < Share * principal.Variances.Sum(); kept++)
        {
            held += principal.Variances[kept];
        }

        var axes = principal.Columns.Select((column, j) => Axis(column, principal.Scales[j])).ToList();
        // What the components that are left out say: the sum of their squares is the squared distance from the plane.
        var left = principal.Directions.Skip(kept).Select(direction => $"pow({Sum(axes.Zip(direction))}, 2)");
        return $"sqrt(({string.Join(" + ", left)}) / {Sql.Number(columns)})";
    }
}
