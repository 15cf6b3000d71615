namespace Flywheel.Training.Searching;

/// <summary>Successive halving, by thirds: in each heat a third of the trials goes on to three times the rows.</summary>
public static class Halving
{
    private const int Most = 3;
    private const int Third = 3;

    /// <summary>Shares of the rows that trials are fitted to, heat by heat, the last one all of them.</summary>
    /// <param name="trials">How many begin, the defaults among them; null where nobody knows.</param>
    public static IReadOnlyList<double> Shares(int? trials)
    {
        var heats = 1;
        for (var left = trials ?? int.MaxValue; heats < Most && left >= Third; left /= Third)
        {
            heats++;
        }

        return [.. Enumerable.Range(0, heats).Select(heat => 1 / Math.Pow(Third, heats - 1 - heat))];
    }

    /// <summary>Numbers of those that go on, the best first: a third of them, rounded up, after the defaults, which always do.</summary>
    /// <param name="losses">By number, of a heat.</param>
    public static IReadOnlyList<int> GoOn(IReadOnlyDictionary<int, double> losses)
    {
        var others = losses
            .Where(trial => trial.Key != 1)
            .OrderBy(trial => trial.Value)
            .ThenBy(trial => trial.Key)
            .Select(trial => trial.Key);
        return [1, .. others.Take((losses.Count - 1 + Third - 1) / Third)];
    }
}
