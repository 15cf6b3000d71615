using MathNet.Numerics;

namespace Flywheel.Monitoring.Checks;

/// <summary>How often something is counted of the events of a period, and how much that varies.</summary>
/// <param name="Rate">Share of the events.</param>
/// <param name="Dispersion">Variance in means, at least 1.</param>
/// <param name="Periods">Periods with an event that it is learned from.</param>
/// <param name="Counted">What was counted in them.</param>
public sealed record UsualRate(double Rate, double Dispersion, int Periods, long Counted)
{
    /// <summary>A dispersion this near to 1 is Poisson's.</summary>
    private const double Even = 1 + 1e-9;

    /// <param name="counts">Shape [periods].</param>
    /// <param name="events">Shape [periods]; a period without an event says nothing.</param>
    public static UsualRate Learn(ReadOnlySpan<long> counts, ReadOnlySpan<long> events)
    {
        var (counted, all, periods) = (0L, 0L, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            counted += counts[i];
            all += events[i];
            periods += events[i] > 0 ? 1 : 0;
        }

        if (counted == 0 || periods < 2)
        {
            return new(0, 1, periods, counted);
        }

        var rate = (double)counted / all;
        var sum = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            var expected = rate * events[i];
            sum += expected > 0 ? (counts[i] - expected) * (counts[i] - expected) / expected : 0;
        }

        return new(rate, Math.Max(1, sum / (periods - 1)), periods, counted);
    }

    public double Expected(long events) => Rate * events;

    /// <summary>Chance of so many or more of so many events.</summary>
    public double Chance(long count, long events)
    {
        var mean = Expected(events);
        return count == 0 ? 1
            : mean <= 0 ? 0
            : Dispersion <= Even ? SpecialFunctions.GammaLowerRegularized(count, mean)
            : SpecialFunctions.BetaRegularized(count, mean / (Dispersion - 1), 1 - (1 / Dispersion));
    }
}
