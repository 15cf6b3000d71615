using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// Sequential Poisson sampling: the k smallest of u / p, with u the row's own uniform number and p its size. A row is picked
/// when u / p is below τ, the k-th smallest among the <em>other</em> rows (the (k+1)-th of all for a row that was picked, the
/// k-th for one that was not), so given the others its chance is min(1, p τ), and estimates weighted by its inverse are
/// unbiased. E. Ohlsson, Journal of Official Statistics 14(2), 1998, pp. 149–162; N. Duffield, C. Lund, M. Thorup,
/// Journal of the ACM 54(6), 2007, article 32.
/// </remarks>
[Doc("A fixed number of events, the likelier the larger an expression is.")]
public sealed record InformedRule : CurationRule
{
    /// <summary>A larger size counts as this: u / p must not underflow.</summary>
    private const string Largest = "1e100";

    [Doc("Expression that an event's chance grows with; it may use the score."), Example("1 - 2 * abs(score - 0.5)")]
    public required Expression By { get; init; }

    [Doc("Events to pick; all of them where there are fewer."), AtLeast(1), Example("500")]
    public required int Count { get; init; }

    [Doc("Least size of an event: what is smaller, NULL or not a finite number counts as this, so that every event has a chance.")]
    [Range(0, 1e100, MinOpen = true)]
    public double Floor { get; init; } = 0.01;

    public override string Reason => $"{Count} events, the likelier the larger {By.Text}";

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions => [(By, Wanted.Number)];

    public override string Picks(Draw draw) => $"{Number(draw)} <= {Count}";

    public override string Probability(Draw draw) =>
        $"coalesce(least(1, {Size(draw)} * CASE WHEN {Number(draw)} <= {Count} THEN {Rank(draw, Count + 1L)} ELSE {Rank(draw, Count)} END), 1)";

    /// <summary>SQL of the row's number in the order of the ranks.</summary>
    private string Number(Draw draw) => $"row_number() OVER ({Order(draw)})";

    /// <summary>SQL of the n-th smallest rank, NULL where there are fewer rows.</summary>
    private string Rank(Draw draw, long n) =>
        $"nth_value({Rank(draw)}, {n}) OVER ({Order(draw)} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";

    private string Order(Draw draw) => $"ORDER BY {Rank(draw)}, {draw.Hash}, {draw.Id}";

    private string Rank(Draw draw) => $"{Sampling.Uniform(draw.Hash)} / {Size(draw)}";

    private string Size(Draw draw)
    {
        var by = $"CAST({draw.Strategy.Sql(By)} AS DOUBLE)";
        var floor = Floor.ToString("R", CultureInfo.InvariantCulture);
        return $"CASE WHEN {by} > {floor} AND {by} < CAST('Infinity' AS DOUBLE) THEN least({by}, {Largest}) ELSE CAST({floor} AS DOUBLE) END";
    }
}
