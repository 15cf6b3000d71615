namespace Flywheel.Bench.Monitoring;

/// <summary>How far two sets of numbers with the same names are apart, by kind of number.</summary>
public static class Agreement
{
    /// <summary>Kinds with the limit that they must keep: the record rounds distances to six digits, and counts are whole.</summary>
    private static readonly (string Kind, string Said, Func<string, bool> Is, double Limit)[] _kinds =
    [
        ("counts of the quality checks", "0", name => name.StartsWith("check/", StringComparison.Ordinal), 0),
        ("rows of each metric and cohort", "0", name => name.EndsWith("/rows", StringComparison.Ordinal), 0),
        (
            "distances, which the record rounds to six digits",
            "5e-7",
            name => name.StartsWith("distance/", StringComparison.Ordinal),
            5.0001e-7
        ),
        ("values of metrics", "1e-9", name => name.EndsWith("/value", StringComparison.Ordinal), 1e-9),
        ("standard errors", "1e-9", name => name.EndsWith("/error", StringComparison.Ordinal), 1e-9),
        (
            "ends of intervals, whose degrees of freedom are rounded to four digits",
            "1e-8",
            name => name.EndsWith("/low", StringComparison.Ordinal) || name.EndsWith("/high", StringComparison.Ordinal),
            1e-8
        ),
    ];

    /// <summary>A row for each kind.</summary>
    /// <exception cref="InvalidOperationException">The numbers differ, in name or value: to compare their times would be worth nothing.</exception>
    public static IEnumerable<string> Rows(IReadOnlyDictionary<string, double?> ours, IReadOnlyDictionary<string, double?> theirs)
    {
        var one = ours.Keys.Except(theirs.Keys).Concat(theirs.Keys.Except(ours.Keys)).ToList();
        if (one.Count > 0)
        {
            throw new InvalidOperationException($"Only one side has: {string.Join(", ", one)}.");
        }

        foreach (var (kind, said, isOf, limit) in _kinds)
        {
            var names = ours.Keys.Where(isOf).ToList();
            var worst = names.MaxBy(Apart)!;
            if (!(Apart(worst) <= limit))
            {
                throw new InvalidOperationException($"{worst}: {ours[worst]} here, {theirs[worst]} by pandas.");
            }

            yield return FormattableString.Invariant($"| {kind} | {names.Count} | {Apart(worst):0.0e+0} | {said} |");
        }

        double Apart(string name) => Math.Abs((ours[name] ?? double.NaN) - (theirs[name] ?? double.NaN));
    }
}
