using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Strategy;

namespace Flywheel.OfflineTesting;

/// <summary>Candidate and current on every group of rows by every metric, paired.</summary>
public sealed class Contrasts(ModelStrategy strategy, double error)
{
    public const string PooledName = "pooled small cohorts";

    private readonly List<Contrast> rows = [];
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
        var groups = new List<(string Name, GroupKind Kind, bool[] Mask)>();
        var small = new bool[holdOut.Sample.Count];
        foreach (var (cohort, mask) in holdOut.Masks)
        {
            var size = mask.Count(inside => inside);
            if (size >= strategy.CohortsFile.MinimumRows)
            {
                groups.Add((cohort.Name, GroupKind.Cohort, mask));
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
            groups.Add((PooledName, GroupKind.Pooled, small));
        }

        rows.AddRange(Of(Figure.All, GroupKind.All, candidateRows, currentRows));
        var measured = new IReadOnlyList<Contrast>[groups.Count];
        Parallel.For(
            0,
            groups.Count,
            i => measured[i] = Of(groups[i].Name, groups[i].Kind, candidateRows.Where(groups[i].Mask), currentRows?.Where(groups[i].Mask))
        );
        rows.AddRange(measured.SelectMany(group => group));
    }

    /// <summary>An evaluation set.</summary>
    public void Add(string name, LabelledSample sample, double[] candidate, double[]? current) =>
        rows.AddRange(
            Of(name, GroupKind.EvaluationSet, ScoredRows.Of(sample, candidate), current is null ? null : ScoredRows.Of(sample, current))
        );

    private IReadOnlyList<Contrast> Of(string group, GroupKind kind, ScoredRows candidate, ScoredRows? current)
    {
        var contrasts = new List<Contrast>();
        foreach (var metric in strategy.Metrics)
        {
            var one = metric.Measure(candidate);
            var other = current is null ? null : metric.Measure(current);
            contrasts.Add(
                new(
                    group,
                    kind,
                    metric.Name,
                    current is null ? null : metric.Interval(other, current, error),
                    metric.Interval(one, candidate, error),
                    current is null ? null : metric.Interval(one is null || other is null ? null : one.Minus(other), candidate, error)
                )
            );
        }

        return contrasts;
    }
}
