using System.Collections;

namespace Flywheel.Cohorts;

/// <summary>Which cohorts each row is in: a number a row, as rows in the same cohorts have the same.</summary>
/// <param name="cohorts">In the order of the strategy.</param>
/// <param name="kinds">Number of each row, shape [rows].</param>
/// <param name="within">Indices of the cohorts that rows of a number are in, ascending, shape [numbers].</param>
public sealed class CohortMasks(IReadOnlyList<Cohort> cohorts, int[] kinds, IReadOnlyList<int[]> within)
    : IReadOnlyList<(Cohort Cohort, bool[] Mask)>
{
    /// <summary>No cohorts.</summary>
    /// <param name="rows">How many there are.</param>
    public static CohortMasks None(int rows) =>
        new(
            [],
            new int[rows],
            [
                [],
            ]
        );

    public IReadOnlyList<Cohort> Cohorts => cohorts;

    public int Count => cohorts.Count;

    /// <summary>Number of each row, shape [rows].</summary>
    public int[] Kinds => kinds;

    /// <summary>Indices of the cohorts that rows of a number are in, ascending, shape [numbers].</summary>
    public IReadOnlyList<int[]> Within => within;

    /// <summary>A cohort with its rows as a mask, which is made when it is asked for, shape [rows].</summary>
    public (Cohort Cohort, bool[] Mask) this[int index]
    {
        get
        {
            bool[] isIn = [.. within.Select(of => of.AsSpan().Contains(index))];
            return (cohorts[index], Array.ConvertAll(kinds, kind => isIn[kind]));
        }
    }

    /// <summary>Of some of the rows.</summary>
    /// <param name="at">Their indices, in the order wanted.</param>
    public CohortMasks At(int[] at) => new(cohorts, Array.ConvertAll(at, i => kinds[i]), within);

    public IEnumerator<(Cohort Cohort, bool[] Mask)> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
