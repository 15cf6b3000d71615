using Flywheel.Monitoring.Joint;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Projections;

[Doc("A number made of many columns, learned from the reference, that is watched for drift.")]
public abstract record LearnedProjection
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<LearnedProjection> Kinds { get; } =
        new()
        {
            ["random-linear"] = typeof(RandomLinear),
            ["reconstruction"] = typeof(Reconstruction),
            ["density"] = typeof(Density),
        };

    /// <summary>Rows of the reference that it is learned from.</summary>
    public const int RowsToLearnFrom = 10_000;

    [Doc("Features and analytical projections that it is made of; every feature without it."), Distinct]
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Whether it looks at categories too.</summary>
    public virtual bool TakesCategories => false;

    /// <summary>SQL of the number over <c>log</c>; null where the columns are too few or the reference cannot tell.</summary>
    /// <param name="rows">Of the reference, not empty.</param>
    /// <param name="seed">The strategy's.</param>
    /// <param name="name">Of the projection: two of a kind are not the same.</param>
    public abstract string? Fit(DrawnRows rows, int seed, string name);

    /// <summary>SQL of a numeric column in deviations of the reference; 0, its mean, where there is no value.</summary>
    protected static string Axis(DriftColumn column, Scale scale) =>
        $"coalesce(({DrawnRows.Number(column)} - {Sql.Number(scale.Mean)}) / {Sql.Number(scale.Deviation)}, 0)";

    /// <summary>SQL of a weighted sum.</summary>
    protected static string Sum(IEnumerable<(string Term, double Weight)> terms) =>
        string.Join(" + ", terms.Select(one => $"{Sql.Number(one.Weight)} * ({one.Term})"));
}
