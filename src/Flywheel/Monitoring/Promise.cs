using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>What a promotion promised, and what came of it on the cycle after it.</summary>
/// <param name="Row">The promotion's row in the ledger.</param>
/// <param name="Promised">Candidate less the model then in force on the hold-out.</param>
/// <param name="Shown">The same on the next cycle, by the labels that are known now; absent with its reason where nothing can be said.</param>
/// <param name="Verdict">What the interval of <paramref name="Shown"/> says.</param>
public sealed record Promise(LedgerRow Row, Measurement Promised, Measurement Shown, PromiseVerdict Verdict)
{
    /// <summary>Promises that tell how far the next one is to be trusted.</summary>
    private const int Fewest = 3;

    /// <summary>Every promotion of the ledger that replaced a model, oldest first.</summary>
    /// <param name="turn">Its time is what is known.</param>
    /// <param name="ledger">Rows up to that time.</param>
    public static IReadOnlyList<Promise> Of(Turn turn, IReadOnlyList<LedgerRow> ledger) =>
        [
            .. ledger
                .Index()
                .Where(one => one.Item is { Decision: OfflineTesting.Decisions.Promote, InForce.Length: > 0 })
                .Select(one => Of(turn, one.Item, one.Index + 1 < ledger.Count ? ledger[one.Index + 1].AsOf : turn.AsOf)),
        ];

    /// <summary>What an interval of a difference says.</summary>
    /// <param name="direction">Of the metric: 1 where more is better, -1 where less is.</param>
    public static PromiseVerdict Of(Measurement shown, int direction) =>
        shown is not { Low: { } low, High: { } high } ? PromiseVerdict.NotEnoughEvidence
        : direction * low > 0 && direction * high > 0 ? PromiseVerdict.ProvedRight
        : direction * low < 0 && direction * high < 0 ? PromiseVerdict.ProvedWrong
        : PromiseVerdict.NotEnoughEvidence;

    /// <summary>How much more was promised than came, in the mean, as if promotions were independent of each other; null for fewer than three.</summary>
    /// <param name="error">Chance that one end errs.</param>
    public static Measurement? Excess(IReadOnlyList<Promise> promises, double error)
    {
        var excess = promises.Select(one => one.Promised.Value - one.Shown.Value).OfType<double>().ToList();
        if (excess.Count < Fewest)
        {
            return null;
        }

        var sample = new NormalSample(excess);
        var (low, high) = sample.OfMean(error);
        return new()
        {
            Rows = excess.Count,
            Value = sample.Mean,
            StandardError = sample.Error,
            Low = low,
            High = high,
        };
    }

    private static Promise Of(Turn turn, LedgerRow row, DateTime until)
    {
        var promised = new Measurement
        {
            Value = row.Difference,
            Low = row.DifferenceLow,
            High = row.DifferenceHigh,
        };
        var shown = Came(turn, row, until);
        return new(row, promised, shown, Of(shown, turn.Strategy.Metrics[0].Direction));
    }

    private static Measurement Came(Turn turn, LedgerRow row, DateTime until)
    {
        if (row.Metric != turn.Strategy.Metrics[0].Name)
        {
            return Measurement.Absent(0, $"promised in {row.Metric}, which is not the first metric any more");
        }

        if (until <= row.AsOf)
        {
            return Measurement.Absent(0, "the next cycle is not over");
        }

        try
        {
            return Realised.Of(turn, row, until)?.Shown ?? Measurement.Absent(0, "no labelled row");
        }
        catch (RefusedException refused)
        {
            return Measurement.Absent(0, refused.Message);
        }
    }
}

/// <summary>What became of a promotion.</summary>
public enum PromiseVerdict
{
    /// <summary>The whole interval is on the better side.</summary>
    ProvedRight,

    /// <summary>The interval holds no difference at all, or there is none.</summary>
    NotEnoughEvidence,

    /// <summary>The whole interval is on the worse side.</summary>
    ProvedWrong,
}
