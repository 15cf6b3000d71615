using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("The same number of events from each stratum, so that rare groups are seen.")]
public sealed record StratifiedRule : CurationRule
{
    [Doc("Expression whose values are the strata."), Example("origin")]
    public required Expression By { get; init; }

    [Doc("Events from each stratum; all of them where it has fewer."), AtLeast(1), Example("50")]
    public required int PerStratum { get; init; }

    public override string Reason => $"{PerStratum} events from each value of {By.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(By, Wanted.Anything)];

    public override string Picks(Draw draw) =>
        $"row_number() OVER (PARTITION BY {draw.Strategy.Sql(By)} ORDER BY {draw.Hash}, {draw.Id}) <= {PerStratum}";

    public override string Probability(Draw draw) =>
        $"least(1, {PerStratum} / CAST(count(*) OVER (PARTITION BY {draw.Strategy.Sql(By)}) AS DOUBLE))";
}
