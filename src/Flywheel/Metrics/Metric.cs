namespace Flywheel.Metrics;

/// <summary>A figure of merit of scores against labels.</summary>
public abstract class Metric
{
    /// <summary>Its name in YAML, on the command line and in reports.</summary>
    public abstract string Name { get; }

    /// <summary>How it is computed, in one sentence.</summary>
    public abstract string Definition { get; }

    /// <summary>Tasks that it is a figure of.</summary>
    public virtual IReadOnlyList<ModelTask> Tasks => [ModelTask.Binary];

    /// <summary>+1 where more is better, -1 where less is better, 0 where nearest to zero is best.</summary>
    public abstract int Direction { get; }

    /// <summary>Whether it knows the order of scores alone, so that no recalibration changes it.</summary>
    public virtual bool IsOfRanking => false;

    /// <summary>The metric of a model that says 1 from a score on; itself where it is of scores alone, or of the model's word anyway.</summary>
    /// <param name="threshold">Null for the metric's own.</param>
    public virtual Metric At(double? threshold) => this;

    /// <summary>The metric with its influence values, or null where the rows cannot tell (no row, one class only).</summary>
    public Influence? Measure(ScoredRows rows) => At(rows.Threshold).Of(rows);

    /// <summary>The same of every subset of grouped rows, without influence values of single rows; null where each subset has to be measured by itself.</summary>
    public IReadOnlyList<Influence?>? MeasureTogether(GroupedRows rows) => At(rows.Threshold).Of(rows);

    /// <summary>What one row adds to it, less being better; null where it is of many rows together, or neither more nor less is better.</summary>
    /// <param name="label">1 or 0; of a regression any number.</param>
    /// <param name="score">Predicted probability, in [0, 1]; of a regression the predicted number.</param>
    public virtual double? ErrorOf(double label, double score) => null;

    /// <summary>The metric of rows whose errors, by <see cref="ErrorOf"/>, have a mean.</summary>
    public virtual double OfMean(double mean) => mean;

    /// <summary><see cref="Measure"/> at the metric's own threshold.</summary>
    protected abstract Influence? Of(ScoredRows rows);

    /// <summary><see cref="MeasureTogether"/> at the metric's own threshold.</summary>
    protected virtual IReadOnlyList<Influence?>? Of(GroupedRows rows) => null;

    /// <summary>Why <see cref="Measure"/> has nothing to say about so many rows.</summary>
    public virtual string WhyAbsent(int rows) => rows == 0 ? "no labelled row" : "the rows are of one class only";

    /// <summary>The metric in SQL, which explanations run; null where it has no such form.</summary>
    public virtual MetricSql? Sql => null;

    /// <summary>The metric on rows, with its clustered interval.</summary>
    public Measurement Estimate(ScoredRows rows, double error) => Interval(Measure(rows), rows, error);

    /// <summary>First less second on the same rows, paired.</summary>
    public Measurement Difference(ScoredRows first, ScoredRows second, double error) =>
        Interval(Measure(first) is { } one && Measure(second) is { } two ? one.Minus(two) : null, first, error);

    /// <summary>Whether the first of two models is worse for sure, by their difference; of a metric without a direction neither is.</summary>
    public bool IsWorse(Measurement? difference) =>
        difference is { Low: { } low, High: { } high } && (Direction > 0 ? high < 0 : Direction < 0 && low > 0);

    /// <summary>Whether the first of two models is better for sure, by their difference; of a metric without a direction neither is.</summary>
    public bool IsBetter(Measurement? difference) =>
        difference is { Low: { } low, High: { } high } && (Direction > 0 ? low > 0 : Direction < 0 && high < 0);

    /// <summary>The interval of what was measured on rows, or the reason why there is none.</summary>
    public Measurement Interval(Influence? influence, ScoredRows rows, double error) =>
        At(rows.Threshold).Interval(influence, rows.Count, error);

    /// <summary>The interval of what was measured on so many rows, or the reason why there is none.</summary>
    public Measurement Interval(Influence? influence, int rows, double error) =>
        influence is null ? Measurement.Absent(rows, WhyAbsent(rows)) : ClusteredInterval.Of(influence, error);
}
