using Flywheel.Logging;
using Flywheel.Strategy;

namespace Flywheel.Curation;

/// <summary>Where a rule draws: SQL names of what it may use.</summary>
/// <param name="Strategy">The strategy, for its expressions.</param>
/// <param name="Id">SQL of the id, which breaks ties.</param>
/// <param name="Hash">SQL of the rule's own hash of the id: ascending, it is a random order.</param>
public sealed record Draw(ModelStrategy Strategy, string Id, string Hash)
{
    /// <summary>SQL of a number that is not there.</summary>
    public const string Nothing = "CAST(NULL AS DOUBLE)";

    /// <summary>Most events that the label budget leaves to the rule; null where there is no budget.</summary>
    public long? Most { get; init; }

    /// <summary>SQL of the score that the rule has computed of each candidate; NULL where it has none.</summary>
    public string Score { get; init; } = Nothing;

    /// <summary>SQL of the size that the chance of a candidate grows with, above 0.</summary>
    public string Size { get; init; } = "1";

    /// <summary>Why the rule has no scores and draws from all alike; null where it has some.</summary>
    public string? Instead { get; init; }

    /// <summary>The smaller of what a rule asks for and what it may take.</summary>
    public long Count(long? asked) => Math.Min(asked ?? long.MaxValue, Most ?? long.MaxValue);

    /// <summary>SQL that is true for the n events whose chance was the luckiest: sequential Poisson sampling.</summary>
    /// <param name="size">SQL of the size of a candidate, above 0 and finite.</param>
    /// <remarks>
    /// The n smallest of u / p, with u the row's own uniform number and p its size. A row is picked when u / p is below τ, the
    /// n-th smallest among the <em>other</em> rows (the (n+1)-th of all for a row that was picked, the n-th for one that was
    /// not), so given the others its chance is min(1, p τ), and estimates weighted by its inverse are unbiased.
    /// E. Ohlsson, Journal of Official Statistics 14(2), 1998, pp. 149–162; N. Duffield, C. Lund, M. Thorup,
    /// Journal of the ACM 54(6), 2007, article 32.
    /// </remarks>
    public string ByChance(string size, long n) => $"{Number(size)} <= {n}";

    /// <summary>SQL of the chance that <see cref="ByChance"/> gave each candidate, in (0, 1].</summary>
    public string Chance(string size, long n) =>
        $"coalesce(least(1, {size} * CASE WHEN {Number(size)} <= {n} THEN {Rank(size, n + 1)} ELSE {Rank(size, n)} END), 1)";

    /// <summary>SQL that is true for n events drawn from all alike.</summary>
    public string Alike(long n) => $"row_number() OVER (ORDER BY {Hash}, {Id}) <= {n}";

    /// <summary>SQL of the chance that <see cref="Alike"/> gave each candidate.</summary>
    public static string ChanceAlike(long n) => $"least(1, {n} / CAST(count(*) OVER () AS DOUBLE))";

    /// <summary>SQL that is true for the n largest scores among the events that may be trained on: no chance is known, so no estimate could use the others.</summary>
    public string Top(string score, long n)
    {
        var wanted = $"CASE WHEN NOT {AsOfLog.Evaluates(Strategy)} THEN {score} END";
        return $"({wanted}) IS NOT NULL AND row_number() OVER (ORDER BY {wanted} DESC NULLS LAST, {Hash}, {Id}) <= {n}";
    }

    /// <summary>SQL of a row's number in the order of the ranks.</summary>
    private string Number(string size) => $"row_number() OVER ({Order(size)})";

    /// <summary>SQL of the n-th smallest rank, NULL where there are fewer rows.</summary>
    private string Rank(string size, long n) =>
        $"nth_value({Rank(size)}, {n}) OVER ({Order(size)} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";

    private string Order(string size) => $"ORDER BY {Rank(size)}, {Hash}, {Id}";

    private string Rank(string size) => $"{Warehouse.Sampling.Uniform(Hash)} / {size}";
}
