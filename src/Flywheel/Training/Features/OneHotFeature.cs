using System.Globalization;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

[Doc("A category as a column of 0 and 1 for each of its values; one that training never saw is 0 in all of them.")]
public sealed record OneHotFeature : Feature
{
    [Doc("Values with a column of their own: the most frequent ones."), Range(1, 10000)]
    public int AtMost { get; init; } = 100;

    public override EncodedFeature Fit(FeatureFit fit)
    {
        var (values, all) = fit.MostFrequent(AtMost);
        var text = $"CAST({fit.Sql} AS VARCHAR)";
        return new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            As = string.Create(
                CultureInfo.InvariantCulture,
                $"0 or 1 for each of {(values.Count < all ? "the most frequent " : "")}{values.Count}{(values.Count < all ? $" of {all}" : "")} values"
            ),
            Columns =
            [
                .. values.Select(value => new EncodedColumn(
                    $"{fit.Name}={value}",
                    $"CASE WHEN ({fit.Sql}) IS NULL THEN NULL WHEN {text} = {Sql.Text(value)} THEN 1 ELSE 0 END"
                )),
            ],
        };
    }
}
