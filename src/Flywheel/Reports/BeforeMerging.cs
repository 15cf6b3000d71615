using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>What no gate asks and a reviewer should look at before merging: losses on evaluation sets and in cohorts, errors and money, promises kept.</summary>
public sealed class BeforeMerging(Turn turn)
{
    private const int Turns = 4;

    private Comparison Seen => turn.Of<Comparison>();

    private Metric Metric => turn.Strategy.Metrics[0];

    /// <summary>Nothing without a candidate, nor for a first model, which is compared with none.</summary>
    public IReadOnlyList<string> Lines =>
        Seen is { Candidate: not null, Current: not null }
            ? [.. Data, Sets, .. Cohorts, .. new OtherMetricsSection(turn).Said(), Money, .. Cheaper.Said(turn), Promises]
            : [];

    public void Add(Markdown report)
    {
        if (Lines is { Count: > 0 } lines)
        {
            report.Heading(2, "Before merging").Bullets(lines);
        }
    }

    /// <summary>What open gates say, and what they do not: that a loss is excluded is not yet a gain. Null where there is nothing to say.</summary>
    public static string? Shown(Turn turn)
    {
        var (seen, metric) = (turn.Of<Comparison>(), turn.Strategy.Metrics[0]);
        var gate = turn
            .Strategy.Main.OfflineTest.Gates.OfType<NoWorse>()
            .FirstOrDefault(asked => asked.Metric == metric.Name && asked.Set is null);
        if (
            gate is null
            || seen.Decision != Decisions.Promote
            || seen.Of(Figure.All, metric.Name)?.Difference is not { Value: { } value, Low: { } low, High: { } high }
        )
        {
            return null;
        }

        var (gain, least) = metric.Direction >= 0 ? (value, low) : (-value, -high);
        var excluded = $"A loss of more than {gate.By} in {metric.Name} is excluded on these rows";
        return least <= -gate.By ? null
            : least > 0 ? $"{excluded}, and that it is better is shown."
            : gain > 0 ? $"{excluded}; that it is better is likely, not shown."
            : $"{excluded}; that it is better is not shown.";
    }

    private string Sets
    {
        get
        {
            var sets = Seen
                .Contrasts.Where(contrast => contrast.Metric == Metric.Name && contrast.Kind == GroupKind.EvaluationSet)
                .ToList();
            var worse = sets.Where(IsWorse).ToList();
            return sets.Count == 0 ? "Evaluation sets: the strategy names none."
                : worse.Count == 0 ? $"Evaluation sets: in {Metric.Name} it is worse for sure on none of {sets.Count}."
                : $"**Worse in {Metric.Name} on evaluation sets**{(worse.Exists(IsAsked) ? "" : ", which no gate asks")}: {Told(worse)}.";
        }
    }

    private IEnumerable<string> Cohorts
    {
        get
        {
            var gates = turn.Strategy.Main.OfflineTest.Gates.OfType<NoHarm>().Where(gate => gate.Metric == Metric.Name).ToList();
            var unasked = Seen
                .Contrasts.Where(contrast => contrast.Metric == Metric.Name && contrast.Kind == GroupKind.Cohort)
                .Where(contrast => !gates.Exists(gate => gate.In.Count == 0 || gate.In.Contains(contrast.Rule)))
                .ToList();
            if (unasked.Count == 0)
            {
                yield return $"Cohorts: a gate asks each of them in {Metric.Name}.";
                yield break;
            }

            var worse = unasked.Where(IsWorse).ToList();
            var unmeasured = unasked.Where(contrast => contrast.Difference is not { HasInterval: true }).ToList();
            yield return worse.Count == 0
                ? $"Cohorts that no gate asks in {Metric.Name}: it is worse for sure in none of {unasked.Count - unmeasured.Count} that can tell."
                : $"**Worse in cohorts** that no gate asks in {Metric.Name}: {Told(worse)}.";
            if (unmeasured.Count > 0)
            {
                yield return $"**Without an interval in {Metric.Name}**, in which no gate asks them: {Told(unmeasured)}.";
            }
        }
    }

    /// <summary>What surprises in the training data, whether a gate asks for it or not.</summary>
    private IEnumerable<string> Data =>
        DataChangeSection.Surprises(turn) is { Count: > 0 } surprises
            ? [$"**The training data changed** since {Seen.Data!.Version}: {string.Join("; ", surprises)}."]
            : [];

    private string Money =>
        turn.Strategy.Main.Costs is { } costs
            ? $"Errors in a thousand rows: false positives {Change(Contrasts.FalsePositives)}, false negatives {Change(Contrasts.FalseNegatives)}; they cost {Change(Contrasts.Cost)} {costs.Currency}; {MoneySection.Return(turn)}"
            : "Errors and money: the strategy names no costs.";

    /// <summary>What the last candidates promised on their hold-out, and what they showed in the cycle after it.</summary>
    private string Promises
    {
        get
        {
            var ledger = turn.Base.Ledger;
            var known = ledger
                .Select(
                    (row, i) =>
                        (row, Realised: i + 1 < ledger.Count ? ledger[i + 1].Realised : turn.Of<MonitoringRecord>().Realised?.Shown.Value)
                )
                .Where(pair => pair.row.Difference is not null && pair.Realised is not null)
                .TakeLast(Turns)
                .Select(pair =>
                    $"{pair.row.Candidate} promised {Numbers.Signed(pair.row.Difference!.Value, 3)} and showed {Numbers.Signed(pair.Realised!.Value, 3)}"
                )
                .ToList();
            return known.Count == 0
                ? "Promises of the last candidates: none has a cycle behind it yet."
                : $"Promises of the last candidates in {Metric.Name}: {string.Join("; ", known)}.";
        }
    }

    /// <summary>Whether some gate asks of an evaluation set by the metric.</summary>
    private bool IsAsked(Contrast contrast) =>
        turn.Strategy.Main.OfflineTest.Gates.Any(gate =>
            gate.JudgedMetric == Metric.Name
            && gate.Names.Any(name => name.Of == NameOf.EvaluationSet && Seen.On(name.Name, Metric.Name)?.Group == contrast.Group)
        );

    private string Change(string figure) => Numbers.AmountOfDifference(Seen.Of(Figure.All, figure)?.Difference);

    private static string Told(IEnumerable<Contrast> contrasts) =>
        string.Join("; ", contrasts.Select(contrast => $"{contrast.Group} {Numbers.Difference(contrast.Difference)}"));

    private bool IsWorse(Contrast contrast) => Metric.IsWorse(contrast.Difference);
}
