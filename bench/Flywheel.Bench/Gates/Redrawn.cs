using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Bench.Gates;

/// <summary>Hold-outs drawn again: as many days as the real one has labels for, from the four weeks after the turn, without replacement.</summary>
/// <param name="days">Days of a hold-out.</param>
/// <param name="redraws">Hold-outs a candidate.</param>
public sealed class Redrawn(Trial trial, int days, int redraws)
{
    private const ulong Seed = 2001;

    /// <summary>What the test stage would have found on each redrawn hold-out.</summary>
    /// <param name="next">The four weeks, with or without a planted harm; every variant is drawn alike.</param>
    public IReadOnlyList<Comparison> Of(TestedCandidate tested, ScoredDays next)
    {
        var found = new Comparison[redraws];
        Parallel.For(0, redraws, draw => found[draw] = trial.Compare(tested, next.Only(Days(next.Days, (ulong)draw))));
        return found;
    }

    /// <summary>Share of comparisons for which some gates are all open.</summary>
    public double Open(IReadOnlyCollection<Comparison> seen, params IReadOnlyList<Gate> gates) =>
        seen.Count(one => trial.Judge(one, gates).All(answer => answer.Outcome == GateOutcome.Open)) / (double)seen.Count;

    private int[] Days(int of, ulong draw)
    {
        var generator = new Generator(Seed, draw + 1);
        return
        [
            .. Enumerable
                .Range(0, of)
                .Select(day => (day, key: generator.Uniform()))
                .OrderBy(pair => pair.key)
                .Take(days)
                .Select(pair => pair.day),
        ];
    }
}
