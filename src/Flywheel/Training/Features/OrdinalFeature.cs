using System.Globalization;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("A category whose values have an order: the place of its value, from 0; a value that is not in the order is missing.")]
public sealed record OrdinalFeature : Feature
{
    [Doc("The values as text, the least first."), NotEmpty, Distinct, Example("[ small, medium, large ]")]
    public required IReadOnlyList<string> Order { get; init; }

    public override EncodedFeature Fit(FeatureFit fit) =>
        new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            As = $"its place among {string.Join(", ", Order)}",
            Columns =
            [
                new(
                    fit.Name,
                    $"CASE CAST({fit.Sql} AS VARCHAR) {string.Join(' ', Order.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"WHEN {Sql.Text(value)} THEN {i}")))} END"
                ),
            ],
        };
}
