using System.Globalization;
using Flywheel.Curation;
using Flywheel.Expressions;
using Flywheel.Strategy;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

/// <remarks>Points without a value, or in none of the rule's cohorts, are a stratum of their own.</remarks>
[Doc("So many of each stratum, or the same share of each, so that rare groups are seen.")]
public sealed record StratifiedSample : SampledPoints, IConsistent
{
    [Doc("Expression whose values are the strata."), Example("origin")]
    public Expression? By { get; init; }

    [Doc("Rule of cohorts.yaml whose cohorts are the strata, in place of an expression."), Example("distance")]
    public string? Cohorts { get; init; }

    [Doc("Rows of each stratum; all of them where it has fewer."), AtLeast(1), Example("500")]
    public long? RowsPerStratum { get; init; }

    [Doc("Share of each stratum, rounded up, in place of a number."), Range(0, 1, MinOpen = true), Example("0.1")]
    public double? Share { get; init; }

    public override string Said =>
        $"stratified sample of {(Share is { } share ? share.ToString("0.####%", CultureInfo.InvariantCulture) : $"{RowsPerStratum} rows")} of each {By?.Text ?? $"cohort of {Cohorts}"} of {Duration.Text(Of)}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => By is { } by ? [(by, Wanted.Anything)] : [];

    public override (string Key, string Name)? CohortRule => Cohorts is { } rule ? ("cohorts", rule) : null;

    public override string Stratum(ModelStrategy strategy) =>
        By is { } by
            ? strategy.Sql(by)
            : $"CASE {string.Join(' ', strategy.Cohorts.Where(cohort => cohort.Rule == Cohorts).Select(cohort => $"WHEN {cohort.Sql} THEN {Sql.Text(cohort.Name)}"))} END";

    public override string Picks(Draw draw, DateTime to) =>
        $"row_number() OVER (PARTITION BY {Stratum(draw.Strategy)} ORDER BY {draw.Hash}, {draw.Id}) <= {Rows(draw)}";

    public override string Chance(Draw draw, DateTime to) => $"least(1, {Rows(draw)} / CAST({InStratum(draw)} AS DOUBLE))";

    public IEnumerable<Contradiction> Contradictions()
    {
        if ((By is null) == (Cohorts is null))
        {
            yield return new(
                By is null ? "of" : "cohorts",
                By is null ? "Nothing says what the strata are." : "Both 'by' and 'cohorts' say what the strata are.",
                "A point lies in one stratum.",
                "Write one of them, e.g. 'by: origin'."
            );
        }

        if ((RowsPerStratum is null) == (Share is null))
        {
            yield return new(
                Share is null ? "of" : "share",
                Share is null
                    ? "Nothing says how many rows of a stratum are drawn."
                    : "Both 'rows-per-stratum' and 'share' say how many rows of a stratum are drawn.",
                "Each stratum gives a number of rows.",
                "Write one of them, e.g. 'rows-per-stratum: 500'."
            );
        }
    }

    /// <summary>SQL of the rows to draw of a point's stratum.</summary>
    /// <remarks>A share times a count may come out a hair above the whole number that it is.</remarks>
    private string Rows(Draw draw) =>
        Share is { } share
            ? $"ceil(({share.ToString("R", CultureInfo.InvariantCulture)} * CAST({InStratum(draw)} AS DOUBLE)) - 1e-9)"
            : RowsPerStratum!.Value.ToString(CultureInfo.InvariantCulture);

    private string InStratum(Draw draw) => $"count(*) OVER (PARTITION BY {Stratum(draw.Strategy)})";
}
