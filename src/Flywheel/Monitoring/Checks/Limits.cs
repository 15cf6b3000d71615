using Flywheel.Metrics;

namespace Flywheel.Monitoring.Checks;

/// <summary>Limits of a measured metric: bad only when its whole interval is outside.</summary>
public static class Limits
{
    /// <summary>E.g. <c> ≥ 0.6</c>; with a space before it.</summary>
    public static string Said(double? atLeast, double? atMost) =>
        (atLeast is { } least ? $" ≥ {Check.Shown(least)}" : "") + (atMost is { } most ? $" ≤ {Check.Shown(most)}" : "");

    /// <param name="otherwise">Why there may be no measurement at all.</param>
    public static Verdict Judge(string name, Measurement? measured, double? atLeast, double? atMost, string otherwise)
    {
        if (measured is not { Low: { } low, High: { } high, Value: { } value })
        {
            return Verdict.NotEnoughEvidence($"{name} could not be measured: {measured?.Why ?? otherwise}");
        }

        var interval = $"{name} {Check.Shown(value)} [{Check.Shown(low)}, {Check.Shown(high)}]";
        if (atLeast is { } least && low < least)
        {
            return high < least
                ? Verdict.Bad($"{interval} is below {Check.Shown(least)}")
                : Verdict.NotEnoughEvidence($"{interval} does not exclude values below {Check.Shown(least)}");
        }

        if (atMost is { } most && high > most)
        {
            return low > most
                ? Verdict.Bad($"{interval} is above {Check.Shown(most)}")
                : Verdict.NotEnoughEvidence($"{interval} does not exclude values above {Check.Shown(most)}");
        }

        return Verdict.Ok(interval);
    }
}
