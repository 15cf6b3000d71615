using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Expectations;

[Doc("A change that should not matter moves the score by no more than a tolerance; a predicted class stays what it is.")]
public sealed record Invariance : Expectation
{
    [Doc("Columns of the log that features read, each with an SQL expression of its new value."), NotEmpty]
    [Example("{ body: upper(body) }")]
    public required IReadOnlyDictionary<string, Expression> Change { get; init; }

    [Doc("How far the score may move; of a class there is nothing to say."), AtLeast(0), Example("0.01")]
    public double By { get; init; }

    public override IReadOnlyDictionary<string, Expression> Changes => Change;

    public override string Said(ModelTask task) =>
        task == ModelTask.Multiclass ? "the class stays"
        : By == 0 ? "the score stays"
        : $"the score moves by at most {Shown(By)}";

    public override Contradiction? Unanswerable(ModelTask task) =>
        task == ModelTask.Multiclass && By != 0
            ? new("by", $"A class is to move by at most {Shown(By)}.", "It stays, or it is another one.", "Take 'by' out.")
            : null;

    public override double Broken(ExpectedRow row)
    {
        var moved = row.IsClass && row.After != row.Before ? 1 : Math.Abs(row.After - row.Before);
        return moved > By ? moved : 0;
    }
}
