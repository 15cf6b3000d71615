using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Expectations;

[Doc("A change that should raise the score, or lower it, does not move it the other way by more than a tolerance.")]
public sealed record Direction : Expectation
{
    [Doc("Columns of the log that features read, each with an SQL expression of its new value."), NotEmpty]
    [Example("{ departs_at: departs_at + INTERVAL 6 HOUR }")]
    public required IReadOnlyDictionary<string, Expression> Change { get; init; }

    [Doc("Where the score should go.")]
    public required Way Score { get; init; }

    [Doc("How far the score may move the other way."), AtLeast(0), Example("0.02")]
    public double By { get; init; }

    public override IReadOnlyDictionary<string, Expression> Changes => Change;

    public override string Said(ModelTask task) =>
        $"the score does not go {(Score == Way.Up ? "down" : "up")}{(By == 0 ? "" : $" by more than {Shown(By)}")}";

    public override Contradiction? Unanswerable(ModelTask task) =>
        task == ModelTask.Multiclass
            ? new(
                "score",
                $"A class is to go {KebabCase.Of(Score.ToString())}.",
                "Classes have no order, and the log has no chances of them.",
                "Expect an 'invariance' or a 'minimum'."
            )
            : null;

    public override double Broken(ExpectedRow row)
    {
        var against = Score == Way.Up ? row.Before - row.After : row.After - row.Before;
        return against > By ? against : 0;
    }
}

public enum Way
{
    [Doc("A higher score.")]
    Up,

    [Doc("A lower score.")]
    Down,
}
