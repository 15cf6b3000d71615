using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;
using Flywheel.Strategy;

namespace Flywheel.Bench.Gates;

/// <summary>The shipped gates, asked about a candidate on some days as the test stage asks them.</summary>
public sealed class Trial
{
    private readonly ModelStrategy strategy;

    /// <param name="strategy">The flights' strategy; only the metric of the gates is measured.</param>
    public Trial(ModelStrategy strategy)
    {
        Metric = strategy.Metrics[0];
        Error = strategy.Main.OfflineTest.Error;
        this.strategy = strategy with
        {
            Main = strategy.Main with { Costs = null },
            MetricsFile = strategy.MetricsFile with { Metrics = [Metric.Name] },
        };
    }

    public Metric Metric { get; }

    public double Error { get; }

    public IReadOnlyList<Gate> Gates => strategy.Main.OfflineTest.Gates;

    /// <summary>What the test stage would have found on these days.</summary>
    public Comparison Compare(TestedCandidate tested, ScoredDays days)
    {
        var contrasts = new Contrasts(strategy, Error);
        var candidate = ScoredRows.Of(days.Rows.Sample, days.Candidate);
        contrasts.Add(days.Rows, candidate, ScoredRows.Of(days.Rows.Sample, days.Current));
        var difference = contrasts.Rows.First(contrast => contrast.Group == Figure.All).Difference!;
        return new()
        {
            Candidate = tested.Turn.Candidate,
            Current = tested.Turn.InForce,
            Contrasts = contrasts.Rows,
            Pooled = contrasts.Pooled,
            Missing = contrasts.Missing,
            NextCycle = OfflineTesting.NextCycle.Of(Metric.Name, difference, tested.Before, tested.RealisedNow, Error),
            Anchor = new(tested.Anchor, Metric.Difference(candidate, ScoredRows.Of(days.Rows.Sample, days.Anchor), Error)),
            Decision = Decisions.NoCandidate,
            Why = "",
        };
    }

    /// <summary>What a turn of a replay could predict of the next cycle.</summary>
    public NextCycle? NextCycle(IReadOnlyList<LedgerRow> turns, int turn) =>
        OfflineTesting.NextCycle.Of(Metric.Name, Promised(turns[turn]), [.. turns.Take(turn)], turns[turn].Realised, Error);

    /// <summary>A turn's difference on its hold-out; of its interval only that there is one matters here.</summary>
    private static Measurement? Promised(LedgerRow turn) =>
        turn is { Difference: { } value, DifferenceLow: { } low, DifferenceHigh: { } high }
            ? new()
            {
                Value = value,
                Low = low,
                High = high,
                StandardError = (high - low) / 2,
            }
            : null;

    /// <summary>Some gates' answers, in their order.</summary>
    public IReadOnlyList<GateResult> Judge(Comparison seen, IReadOnlyList<Gate> gates) =>
        [.. gates.Select(gate => gate.Judge(seen, Error))];
}
