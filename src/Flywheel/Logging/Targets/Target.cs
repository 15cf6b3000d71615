using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Strategy;

namespace Flywheel.Logging.Targets;

/// <summary>What a model's labels and scores are: how the log keeps them, which it refuses, and which numbers stand for them.</summary>
public abstract class Target
{
    /// <summary>That of a strategy; adding a task is a file and a line here.</summary>
    public static Target Of(StrategyFile main) => Of(main.Task, main.Log.Label.Classes ?? []);

    /// <param name="classes">Of a multiclass label, in the order of their numbers.</param>
    public static Target Of(ModelTask task, IReadOnlyList<string> classes) =>
        task switch
        {
            ModelTask.Binary => new BinaryTarget(),
            ModelTask.Multiclass => new MulticlassTarget(classes),
            ModelTask.Regression => new NumberTarget(),
            _ => throw new ArgumentOutOfRangeException(nameof(task), task, "Not a task."),
        };

    /// <summary>Type of a label in the log.</summary>
    public abstract SqlType Label { get; }

    /// <summary>Type of a score in the log.</summary>
    public virtual SqlType Score => SqlType.Double;

    /// <summary>Names of the classes by their numbers, where labels are texts; empty otherwise.</summary>
    public virtual IReadOnlyList<string> Classes => [];

    /// <summary>Whether a score is a probability, or else something like the label.</summary>
    public virtual bool IsProbability => false;

    /// <summary>What the mean of labels is called; null where they have none.</summary>
    public abstract string? MeanName { get; }

    /// <summary>What a model is called that always says <see cref="Constant"/> of the training data.</summary>
    public abstract string ConstantName { get; }

    /// <summary>Why a label goes to quarantine.</summary>
    public abstract string Refusal { get; }

    /// <summary>SQL that is true for such a label.</summary>
    /// <param name="label">SQL of the label, which is not NULL.</param>
    public abstract string Refused(string label);

    /// <summary>SQL aggregates of one event's labels: the label received last and when that was; of two received at one instant the larger, or the number of threads would choose.</summary>
    public virtual (string Label, string ReceivedAt) Newest(string label) =>
        ($"max({{'received_at': received_at, 'label': {label}}}).label", "max(received_at)");

    /// <summary>SQL of the number that stands for a label or a score; NULL where none does.</summary>
    public virtual string Number(string column) => column;

    /// <summary>SQL of the sum of labels, the same for any number of threads.</summary>
    /// <param name="order">Total key of the rows.</param>
    public virtual string Sum(string label, string order) => $"sum({label} ORDER BY {order})";

    /// <summary>A query of the one score that fits the labels of a relation best: their mean, or their most frequent class.</summary>
    public virtual string Constant(string label, string order, string relation) =>
        $"SELECT {Sum(label, order)} / CAST(count(*) AS DOUBLE) FROM {relation}";
}
