using MathNet.Numerics.Statistics;

namespace Flywheel.Monitoring;

/// <summary>Names the kind of a drift from the distances of turns that have one reference.</summary>
/// <remarks>
/// A run is a stretch of turns above the limit. Three runs or more whose beginnings are evenly spaced are periodic; a single one that is over is temporary.
/// A single one that goes on is judged when it is two turns old, by its rise from the median before it: instantaneous where the step into it makes up most
/// of the rise, gradual where no step makes up half of it. What is neither is undecided: a wrong name sends people to look for the wrong cause.
/// </remarks>
public static class DriftKind
{
    /// <summary>Turns without which nothing is named.</summary>
    public const int FewestTurns = 4;

    private const double Most = 0.7;
    private const double Half = 0.5;

    /// <param name="values">Distances of turns from one reference, oldest first, shape [turns].</param>
    /// <param name="above">Largest distance that is good.</param>
    /// <returns>The kind, and the index of the turn at which the last run began; null without a turn above the limit.</returns>
    public static (KindOfDrift Kind, int Since)? Of(IReadOnlyList<double> values, double above)
    {
        var runs = Runs(values, above);
        if (runs.Count == 0)
        {
            return null;
        }

        var (from, to) = runs[^1];
        var kind =
            values.Count < FewestTurns ? KindOfDrift.Undecided
            : runs.Count == 1 && to < values.Count - 1 ? KindOfDrift.Temporary
            : runs.Count == 1 ? Onset(values, from)
            : runs.Count > 2 && IsEven(runs) ? KindOfDrift.Periodic
            : KindOfDrift.Undecided;
        return (kind, from);
    }

    private static KindOfDrift Onset(IReadOnlyList<double> values, int from)
    {
        // What has just begun may be over by the next turn, and what began with the reference has no before.
        if (values.Count - from < 2 || from == 0)
        {
            return KindOfDrift.Undecided;
        }

        var rise = values.Skip(from).Max() - values.Take(Math.Max(1, from / 2)).Median();
        var steps = values.Zip(values.Skip(1), (one, next) => next - one).ToList();
        return steps[from - 1] >= Most * rise ? KindOfDrift.Instantaneous
            : steps.Max() <= Half * rise ? KindOfDrift.Gradual
            : KindOfDrift.Undecided;
    }

    /// <summary>Whether the beginnings of all runs are as far from each other; of long distances, to a turn.</summary>
    private static bool IsEven(List<(int From, int To)> runs)
    {
        var gaps = runs.Zip(runs.Skip(1), (one, next) => next.From - one.From).ToList();
        return gaps.Max() - gaps.Min() <= (gaps.Min() > 3 ? 1 : 0);
    }

    private static List<(int From, int To)> Runs(IReadOnlyList<double> values, double above)
    {
        var runs = new List<(int From, int To)>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] <= above)
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].To == i - 1)
            {
                runs[^1] = (runs[^1].From, i);
            }
            else
            {
                runs.Add((i, i));
            }
        }

        return runs;
    }
}
