using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Strategy;

namespace Flywheel.OfflineTesting;

/// <summary>Candidate and current on every group of rows by every metric, paired.</summary>
public sealed class Contrasts(ModelStrategy strategy, double error)
{
    public const string PooledName = "pooled small cohorts";

    /// <summary>Names of the figures at the operating threshold, where the strategy has costs.</summary>
    public const string FalsePositives = "false positives",
        FalseNegatives = "false negatives",
        Cost = "cost";

    private readonly List<Contrast> rows = [];
    private readonly List<double> rowVariances = [];
    private readonly List<string> pooled = [];
    private readonly List<string> missing = [];

    public IReadOnlyList<Contrast> Rows => rows;

    /// <summary>Cohorts below the minimum, which are one group together.</summary>
    public IReadOnlyList<string> Pooled => pooled;

    /// <summary>Cohorts without a row.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <summary>The hold-out: all rows, then each cohort, then the small cohorts together.</summary>
    public void Add(LabelledRows holdOut, double[] candidate, double[]? current)
    {
        var candidateRows = ScoredRows.Of(holdOut.Sample, candidate);
        var currentRows = current is null ? null : ScoredRows.Of(holdOut.Sample, current);
        Add(Figure.All, GroupKind.All, candidateRows, currentRows);
        var small = new bool[holdOut.Sample.Count];
        foreach (var (cohort, mask) in holdOut.Masks)
        {
            var size = mask.Count(inside => inside);
            if (size >= strategy.CohortsFile.MinimumRows)
            {
                Add(cohort.Name, GroupKind.Cohort, candidateRows.Where(mask), currentRows?.Where(mask), cohort.Rule);
            }
            else if (size == 0)
            {
                missing.Add(cohort.Name);
            }
            else
            {
                pooled.Add(cohort.Name);
                for (var i = 0; i < mask.Length; i++)
                {
                    small[i] |= mask[i];
                }
            }
        }

        if (pooled.Count > 0)
        {
            Add(PooledName, GroupKind.Pooled, candidateRows.Where(small), currentRows?.Where(small));
        }

        if (current is not null)
        {
            foreach (var metric in strategy.Metrics.Concat(Money))
            {
                Moderate(metric.Name);
            }
        }
    }

    /// <summary>The cohorts' differences lend each other what six clusters cannot tell alone.</summary>
    private void Moderate(string metric)
    {
        var at = Enumerable
            .Range(0, rows.Count)
            .Where(i => rows[i].Metric == metric && rows[i].Kind is GroupKind.Cohort or GroupKind.Pooled)
            .ToList();
        var moderated = ModeratedVariance.Of(at.ConvertAll(i => (rows[i].Difference!, rowVariances[i])), error);
        for (var i = 0; i < at.Count; i++)
        {
            rows[at[i]] = rows[at[i]] with { Difference = moderated[i] };
        }
    }

    private IReadOnlyList<Metric> Money { get; } =
        strategy.Main.Costs is { OperatingThreshold: var threshold } costs
            ?
            [
                new ErrorCost(FalsePositives, threshold, 1, 0),
                new ErrorCost(FalseNegatives, threshold, 0, 1),
                new ErrorCost(Cost, threshold, costs.FalsePositive, costs.FalseNegative),
            ]
            : [];

    /// <summary>An evaluation set.</summary>
    public void Add(string name, LabelledSample sample, double[] candidate, double[]? current) =>
        Add(name, GroupKind.EvaluationSet, ScoredRows.Of(sample, candidate), current is null ? null : ScoredRows.Of(sample, current));

    private void Add(string group, GroupKind kind, ScoredRows candidate, ScoredRows? current, string rule = "")
    {
        foreach (var metric in kind == GroupKind.EvaluationSet ? strategy.Metrics : [.. strategy.Metrics, .. Money])
        {
            var one = metric.Measure(candidate);
            var other = current is null ? null : metric.Measure(current);
            var difference = one is null || other is null ? null : one.Minus(other);
            rowVariances.Add(difference?.RowVariance ?? 0);
            rows.Add(
                new(
                    group,
                    kind,
                    metric.Name,
                    current is null ? null : metric.Interval(other, current, error),
                    metric.Interval(one, candidate, error),
                    current is null ? null : metric.Interval(difference, candidate, error)
                )
                {
                    Rule = rule,
                }
            );
        }
    }
}
