namespace Flywheel.Monitoring.Budgets;

/// <summary>How many alarms to expect where nothing has changed.</summary>
/// <param name="Periods">Periods that were drawn from.</param>
/// <param name="Resamples">Windows that were drawn.</param>
/// <param name="Expected">Alarms of a turn, in the mean.</param>
/// <param name="Upper">Of 100 turns at most five have more.</param>
/// <param name="UpperOfTurns">Of 100 times <see cref="Turns"/> turns at most five have more.</param>
/// <param name="Checks">Each alert that was asked, with the share of windows in which it was bad.</param>
/// <param name="NotAsked">Alerts that are not of the window's rows alone.</param>
/// <param name="Why">Why there is no number; null where there is one.</param>
public sealed record AlarmBudget(
    int Periods,
    int Resamples,
    double Expected,
    int Upper,
    int UpperOfTurns,
    IReadOnlyList<ChanceAlarm> Checks,
    IReadOnlyList<string> NotAsked,
    string? Why = null
)
{
    /// <summary>Turns that <see cref="UpperOfTurns"/> is of: half a year of weeks.</summary>
    public const int Turns = 26;

    public static AlarmBudget Absent(string why) => new(0, 0, 0, 0, 0, [], [], why);
}

/// <summary>An alert with the share of windows like the past in which it is bad.</summary>
public sealed record ChanceAlarm(string Check, double Share);
