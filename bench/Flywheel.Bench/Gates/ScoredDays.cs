using Flywheel.Cohorts;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring;

namespace Flywheel.Bench.Gates;

/// <summary>Labelled flights of some days with the scores of the models that a test compares.</summary>
/// <param name="Rows">Labels, clusters (days) and cohorts.</param>
/// <param name="Candidate">Scores of the candidate, shape [rows].</param>
/// <param name="Current">Scores of the model that was in force, shape [rows].</param>
/// <param name="Anchor">Scores of the anchor, shape [rows]; those of the model in force where that is the anchor.</param>
public sealed record ScoredDays(LabelledRows Rows, double[] Candidate, double[] Current, double[] Anchor)
{
    public int Days => Rows.Sample.ClusterCount;

    /// <summary>The rows of a cohort as a mask, shape [rows]; every row for the one of all.</summary>
    public bool[] Of(string cohort) =>
        cohort == Figure.All ? [.. Enumerable.Repeat(true, Rows.Sample.Count)] : Rows.Masks.Single(mask => mask.Cohort.Name == cohort).Mask;

    /// <summary>A model's metric on a cohort.</summary>
    public double Value(Metric metric, double[] scores, string cohort)
    {
        var mask = Of(cohort);
        int[] at = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i])];
        return metric.Measure(ScoredRows.Of(Part(at), Array.ConvertAll(at, i => scores[i])))!.Value;
    }

    /// <summary>The same without cohorts: what gates over all rows need.</summary>
    public ScoredDays Overall => this with { Rows = Rows with { Masks = CohortMasks.None(Rows.Sample.Count) } };

    /// <summary>Only the rows of some days, by their index.</summary>
    public ScoredDays Only(IReadOnlyCollection<int> days)
    {
        var sample = Rows.Sample;
        var next = new int[Days];
        Array.Fill(next, -1);
        foreach (var (day, index) in days.Order().Select((day, index) => (day, index)))
        {
            next[day] = index;
        }

        int[] at = [.. Enumerable.Range(0, sample.Count).Where(i => next[sample.Cluster[i]] >= 0)];
        return new(
            Rows with
            {
                Sample = Part(at) with { Cluster = Array.ConvertAll(at, i => next[sample.Cluster[i]]), ClusterCount = days.Count },
                LoggedScore = [],
                Masks = Rows.Masks.At(at),
            },
            Array.ConvertAll(at, i => Candidate[i]),
            Array.ConvertAll(at, i => Current[i]),
            Array.ConvertAll(at, i => Anchor[i])
        );
    }

    private LabelledSample Part(int[] at) =>
        Rows.Sample with
        {
            Label = Array.ConvertAll(at, i => Rows.Sample.Label[i]),
            Weight = Array.ConvertAll(at, i => Rows.Sample.Weight[i]),
            Cluster = Array.ConvertAll(at, i => Rows.Sample.Cluster[i]),
        };
}
