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
    private readonly List<string> pooled = [];
    private readonly List<string> missing = [];

    public IReadOnlyList<Contrast> Rows => rows;

    /// <summary>Cohorts below the minimum, which are one group together.</summary>
    public IReadOnlyList<string> Pooled => pooled;

    /// <summary>Cohorts without a row.</summary>
    public IReadOnlyList<string> Missing => missing;

    private IReadOnlyList<Metric> Money { get; } =
        strategy.Main.Costs is { OperatingThreshold: var threshold } costs
            ?
            [
                new ErrorCost(FalsePositives, threshold, 1, 0),
                new ErrorCost(FalseNegatives, threshold, 0, 1),
                new ErrorCost(Cost, threshold, costs.FalsePositive, costs.FalseNegative),
            ]
            : [];

    /// <summary>The hold-out: all rows, then each cohort, then the small cohorts together.</summary>
    public void Add(LabelledRows holdOut, ScoredRows candidate, ScoredRows? current)
    {
        IReadOnlyList<Metric> metrics = [.. strategy.Metrics, .. Money];
        var groups = Groups(holdOut);
        var all = new List<Contrast>();
        var measured = new IReadOnlyList<Contrast>[groups.Count];
        Parallel.Invoke(
            () => all = Of(new(Figure.All, GroupKind.All), metrics, candidate, current),
            () =>
                Parallel.For(
                    0,
                    groups.Count,
                    i => measured[i] = Of(groups[i].Group, metrics, candidate.Where(groups[i].Mask), current?.Where(groups[i].Mask))
                )
        );
        var contrasts = measured.SelectMany(group => group).ToList();
        rows.AddRange(all.Concat(current is null ? contrasts : Moderated(contrasts, metrics)));
    }

    /// <summary>An evaluation set.</summary>
    public void Add(string name, ScoredRows candidate, ScoredRows? current) =>
        rows.AddRange(Of(new(name, GroupKind.EvaluationSet), strategy.Metrics, candidate, current));

    /// <summary>Each cohort large enough to stand alone, and the others as one.</summary>
    private List<(Group Group, bool[] Mask)> Groups(LabelledRows holdOut)
    {
        var groups = new List<(Group, bool[])>();
        var small = new bool[holdOut.Sample.Count];
        foreach (var (cohort, mask) in holdOut.Masks)
        {
            var size = mask.Count(inside => inside);
            if (size >= strategy.CohortsFile.MinimumRows)
            {
                groups.Add((new(cohort.Name, GroupKind.Cohort, cohort.Rule), mask));
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
            groups.Add((new(PooledName, GroupKind.Pooled), small));
        }

        return groups;
    }

    private List<Contrast> Of(Group group, IReadOnlyList<Metric> metrics, ScoredRows candidate, ScoredRows? current)
    {
        var contrasts = new List<Contrast>();
        foreach (var metric in metrics)
        {
            var one = metric.Measure(candidate);
            var other = current is null ? null : metric.Measure(current);
            contrasts.Add(
                new(
                    group.Name,
                    group.Kind,
                    metric.Name,
                    current is null ? null : metric.Interval(other, current, error),
                    metric.Interval(one, candidate, error),
                    current is null ? null : metric.Interval(one is null || other is null ? null : one.Minus(other), candidate, error)
                )
                {
                    Rule = group.Rule,
                }
            );
        }

        return contrasts;
    }

    /// <summary>The cohorts' differences in a metric lend each other what a few clusters cannot tell alone.</summary>
    private List<Contrast> Moderated(List<Contrast> cohorts, IReadOnlyList<Metric> metrics)
    {
        var moderated = metrics
            .Select(metric => cohorts.FindAll(contrast => contrast.Metric == metric.Name))
            .SelectMany(same =>
                same.Zip(ModeratedVariance.Of(same.ConvertAll(contrast => contrast.Difference!), error))
                    .Select(pair => (pair.First, Difference: pair.Second))
            )
            .ToDictionary(pair => (pair.First.Group, pair.First.Metric), pair => pair.Difference);
        return cohorts.ConvertAll(contrast => contrast with { Difference = moderated[(contrast.Group, contrast.Metric)] });
    }

    /// <param name="Rule">The cohort rule that made it; empty for other groups.</param>
    private sealed record Group(string Name, GroupKind Kind, string Rule = "");
}
