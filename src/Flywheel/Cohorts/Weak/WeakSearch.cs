using Flywheel.Metrics;

namespace Flywheel.Cohorts.Weak;

/// <summary>Traits whose rows lose more than all rows do: searched for in one half of the clusters, confirmed in the other.</summary>
/// <remarks>
/// The search looks at thousands of cohorts, so what it finds looks weaker than it is, and some of it is chance. The other half knows
/// nothing of the search (D. Cox, Biometrika 62(2), 1975, pp. 441–444): there each find is tested once, and the p-values are adjusted for the
/// few that were found (<see cref="Holm"/>). So the chance of even one false find is at most the declared error, however many were looked at.
/// </remarks>
public static class WeakSearch
{
    /// <summary>Finds at most: each one more asks more evidence of all.</summary>
    public const int Most = 10;

    /// <summary>Fewer clusters cannot be halved and still tell their own spread.</summary>
    public const int FewestClusters = 6;

    private const int Screened = 200;

    /// <summary>What is left of a cohort's excess without another one's rows counts as none below this share of it.</summary>
    private const double Explained = 0.25;

    /// <param name="searched">Whether a cluster is of the half to search in, shape [clusters].</param>
    /// <param name="minimumRows">Rows that a cohort must have in each half.</param>
    /// <param name="error">Chance of even one false find, and that one end of an interval errs.</param>
    /// <returns>Finds in the order of their p-values.</returns>
    public static IReadOnlyList<WeakFind> Find(TraitRows rows, bool[] searched, int minimumRows, double error)
    {
        int[] search = [.. Enumerable.Range(0, rows.Count).Where(row => searched[rows.Cluster[row]])];
        int[] confirm = [.. Enumerable.Range(0, rows.Count).Where(row => !searched[rows.Cluster[row]])];
        var found = Simplest(rows, search, Screen(rows, search, minimumRows, error));
        var confirmed = found.ConvertAll(find => Confirm(rows, confirm, find, minimumRows, error));
        var adjusted = Holm.Adjust([.. confirmed.Select(find => find.PValue)]);
        return
        [
            .. confirmed
                .Zip(adjusted, (find, p) => find with { PValue = p, IsConfirmed = p <= error })
                .OrderBy(find => find.PValue)
                .ThenByDescending(find => find.Searched),
        ];
    }

    /// <summary>The mean of a cohort's rows in the confirming half, with its interval.</summary>
    /// <param name="rows">What is averaged, as losses.</param>
    /// <param name="searched">Whether a cluster is of the half to search in, shape [clusters].</param>
    /// <param name="against">Whether the mean of all rows is subtracted.</param>
    /// <param name="error">Chance that one end of the interval errs.</param>
    public static Measurement Measure(TraitRows rows, bool[] searched, TraitPair pair, bool against, double error)
    {
        int[] confirm = [.. Enumerable.Range(0, rows.Count).Where(row => !searched[rows.Cluster[row]])];
        var own = SumsOf(rows, confirm, row => pair.IsOf(rows, row));
        return own.Rows == 0
            ? Measurement.Absent(0, "no row in the confirming half")
            : ClusteredInterval.Of(against ? own.Excess(SumsOf(rows, confirm, _ => true)) : own.Average(), error);
    }

    /// <summary>Every trait and every pair with enough rows that is worse than all rows by more than single luck, the clearest first.</summary>
    private static List<Candidate> Screen(TraitRows rows, int[] search, int minimumRows, double error)
    {
        var all = SumsOf(rows, search, _ => true);
        var sums = new Dictionary<TraitPair, LossSums>();
        var own = new List<(int Column, int Trait)>();
        foreach (var row in search)
        {
            own.Clear();
            for (var column = 0; column < rows.Traits.Count; column++)
            {
                if (rows.Traits[column][row] is >= 0 and var trait)
                {
                    own.Add((column, trait));
                }
            }

            for (var i = 0; i < own.Count; i++)
            {
                Of(new(own[i].Column, own[i].Trait)).Add(rows, row);
                for (var j = i + 1; j < own.Count; j++)
                {
                    Of(new(own[i].Column, own[i].Trait, own[j].Column, own[j].Trait)).Add(rows, row);
                }
            }
        }

        return
        [
            .. sums.Where(one => one.Value.Rows >= minimumRows && one.Value.Rows < search.Length)
                .Select(one => new Candidate(one.Key, one.Value, one.Value.Mean - all.Mean, one.Value.Standing(all)))
                .Where(one => one.Sums.Touched >= 3 && one.Standing >= ClusteredInterval.Quantile(one.Sums.Touched - 1, 1 - error))
                .OrderByDescending(one => one.Standing)
                .ThenBy(one => one.Pair.Column)
                .ThenBy(one => one.Pair.Trait)
                .ThenBy(one => one.Pair.OtherColumn)
                .ThenBy(one => one.Pair.OtherTrait)
                .Take(Screened),
        ];

        LossSums Of(TraitPair pair)
        {
            if (!sums.TryGetValue(pair, out var known))
            {
                sums[pair] = known = new(rows.ClusterCount);
            }

            return known;
        }
    }

    /// <summary>Of cohorts that overlap those that explain the others, a single trait rather than a pair.</summary>
    private static List<Candidate> Simplest(TraitRows rows, int[] search, List<Candidate> screened)
    {
        var all = SumsOf(rows, search, _ => true);

        // A trait is weak by itself unless hardly any excess is left of it without the rows of one of its pairs.
        var singles = screened
            .Where(one =>
                one.Pair.IsSingle
                && !screened.Exists(pair =>
                    pair.Pair.Parts.Contains(one.Pair) && IsExplained(one, one.Sums.Without(pair.Sums), all, 1 - Explained)
                )
            )
            .Select(one => one.Pair)
            .ToHashSet();
        var left = screened.FindAll(one => one.Pair.IsSingle ? singles.Contains(one.Pair) : !one.Pair.Parts.Any(singles.Contains));
        var taken = new List<Candidate>();
        var covered = new HashSet<int>();
        while (left.Count > 0 && taken.Count < Most)
        {
            taken.Add(left[0]);
            covered.UnionWith(search.Where(row => left[0].Pair.IsOf(rows, row)));
            int[] outside = [.. search.Where(row => !covered.Contains(row))];
            left = left.Skip(1)
                .Where(one =>
                    SumsOf(rows, outside, row => one.Pair.IsOf(rows, row)) is var rest
                    && rest.Weight >= one.Sums.Weight / 2
                    && !IsExplained(one, rest, all, 1)
                )
                .ToList();
        }

        return taken;
    }

    /// <param name="most">Share of the cohort beyond which what is left is the cohort itself: then a cohort that takes hardly a row away explains nothing.</param>
    private static bool IsExplained(Candidate one, LossSums rest, LossSums all, double most) =>
        rest.Weight >= one.Sums.Weight * (1 - most) && rest.Weight > 0 && rest.Mean - all.Mean < Explained * one.Excess;

    private static WeakFind Confirm(TraitRows rows, int[] confirm, Candidate find, int minimumRows, double error)
    {
        var all = SumsOf(rows, confirm, _ => true);
        var own = SumsOf(rows, confirm, row => find.Pair.IsOf(rows, row));
        var excess =
            own.Rows < minimumRows
                ? Measurement.Absent(own.Rows, $"{own.Rows} rows in the confirming half; a cohort needs {minimumRows}")
                : ClusteredInterval.Of(own.Excess(all), error);

        // The test is of the claim that the cohort is no worse, so it looks at the excess from the other side.
        var better = excess with
        {
            Value = -excess.Value,
            Low = -excess.High,
            High = -excess.Low,
        };
        return new(find.Pair, find.Excess, excess, all.Mean, excess.HasInterval ? ClusteredInterval.BelowPValue(better, 0) : 1, false);
    }

    private static LossSums SumsOf(TraitRows rows, int[] of, Predicate<int> isIn)
    {
        var sums = new LossSums(rows.ClusterCount);
        foreach (var row in of)
        {
            if (isIn(row))
            {
                sums.Add(rows, row);
            }
        }

        return sums;
    }

    private sealed record Candidate(TraitPair Pair, LossSums Sums, double Excess, double Standing);
}

/// <summary>A cohort that lost more than all rows in the searched half, with what the other half says.</summary>
/// <param name="Pair">Its traits.</param>
/// <param name="Searched">Its mean loss less that of all rows in the half that it was found in: too large, since it was chosen by it.</param>
/// <param name="Excess">The same in the confirming half.</param>
/// <param name="All">Mean loss of all rows of the confirming half.</param>
/// <param name="PValue">One-sided, of the confirming half, adjusted for all finds.</param>
/// <param name="IsConfirmed">Whether it is at most the declared error.</param>
public sealed record WeakFind(TraitPair Pair, double Searched, Measurement Excess, double All, double PValue, bool IsConfirmed);
