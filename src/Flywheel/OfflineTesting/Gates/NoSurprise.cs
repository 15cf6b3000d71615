using System.Globalization;
using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc(
    "The candidate's dataset is not surprisingly other than that of the model in force: rows, share of positives, missing values, distributions."
)]
public sealed record NoSurprise : Gate
{
    /// <summary>Surprises that the sentence tells one by one.</summary>
    private const int Told = 5;

    [Doc("Largest factor by which the rows may become more or fewer."), Range(1, double.PositiveInfinity, MinOpen = true)]
    public double RowsFactor { get; init; } = 2;

    [Doc("Largest change of the share of positives."), Range(0, 1)]
    public double LabelShare { get; init; } = 0.1;

    [Doc("Largest change of a column's share of missing values."), Range(0, 1)]
    public double MissingShare { get; init; } = 0.1;

    [Doc("How the distributions of features are compared: a distance, whether metrics.yaml names it or not.")]
    public string Distance { get; init; } = "jensen-shannon";

    [Doc("Largest distance of a feature, or of a label that is not yes or no."), AtLeast(0)]
    public double Above { get; init; } = 0.2;

    public override IEnumerable<DeclaredName> Names => [new("distance", Distance, NameOf.AnyDistance)];

    public override bool NeedsModelInForce => true;

    public override string Said =>
        $"rows within a factor of {Shown(RowsFactor)}, share of positives within {Percent(LabelShare)}, missing values within {Percent(MissingShare)}, {Distance} at most {Shown(Above)}";

    public override GateResult Judge(Comparison seen, double error)
    {
        if (seen.Current is null)
        {
            return Unsure("there is no model in force, so there is no dataset to compare with");
        }

        if (seen.Data is not { } data)
        {
            return Unsure($"the manifest of the dataset of {seen.Current} is not there");
        }

        var surprises = Surprises(data).ToList();
        if (surprises.Count > 0)
        {
            var more = surprises.Count > Told ? $"; and {surprises.Count - Told} more" : "";
            return Closed($"against the dataset of {data.Version} {string.Join("; ", surprises.Take(Told))}{more}");
        }

        return data.Why is { } why ? Unsure(why) : Open($"against the dataset of {data.Version} {Usual(data)}");
    }

    /// <summary>What is beyond a limit, each as a part of a sentence; distances only where they were measured.</summary>
    public IEnumerable<string> Surprises(DataChange data)
    {
        var factor = (double)Math.Max(data.Rows, data.RowsBefore) / Math.Min(data.Rows, data.RowsBefore);
        if (factor > RowsFactor)
        {
            yield return $"the rows are {data.Rows} and were {data.RowsBefore}, {(data.Rows > data.RowsBefore ? "more" : "fewer")} by a factor of {Shown(factor)} (limit {Shown(RowsFactor)})";
        }

        if (data is { LabelShare: { } share, LabelShareBefore: { } before } && Math.Abs(share - before) > LabelShare)
        {
            yield return $"the share of positives is {Percent(share)} and was {Percent(before)} (limit {Percent(LabelShare)})";
        }

        foreach (var column in data.Columns.Where(column => Math.Abs(column.Missing - column.MissingBefore) > MissingShare))
        {
            yield return $"{column.Name} is missing in {Percent(column.Missing)} and was in {Percent(column.MissingBefore)} (limit {Percent(MissingShare)})";
        }

        foreach (var drift in (data.Distances ?? []).Where(drift => drift.Distance == Distance && drift.Value > Above))
        {
            yield return $"{drift.Column} is at a {Distance} of {Shown(drift.Value)} (limit {Shown(Above)})";
        }
    }

    private string Usual(DataChange data)
    {
        var largest = data.Distances!.Where(drift => drift.Distance == Distance).MaxBy(drift => drift.Value);
        return $"rows, labels and missing values are within their limits; {(largest is null ? "no feature has a distance" : $"the largest {Distance} is {Shown(largest.Value)}, of {largest.Column}")}"
            + (
                data.Unmatched.Count == 0 ? "" : $"; not compared, as that dataset lacks their columns: {string.Join(", ", data.Unmatched)}"
            );
    }

    private static string Percent(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture);
}
