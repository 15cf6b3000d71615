using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Expectations;

[Doc("On rows that every model should be right about, it is: its side of the threshold, or its class, is the label's.")]
public sealed record Minimum : Expectation
{
    [Doc("How far a predicted number may be from the label; needed where the task is regression, and nowhere else."), AtLeast(0)]
    [Example("5")]
    public double? By { get; init; }

    public override bool NeedsLabel => true;

    public override string Said(ModelTask task) =>
        task switch
        {
            ModelTask.Regression => $"the label is within {Shown(By ?? 0)} of the prediction",
            ModelTask.Multiclass => "the class is the label",
            _ => "the score is on the label's side of the threshold",
        };

    public override Contradiction? Unanswerable(ModelTask task) =>
        (task == ModelTask.Regression, By) switch
        {
            (true, null) => new(
                "",
                "It is not said how far a prediction may be from the label.",
                "No number is predicted exactly.",
                "Write 'by: 5', say, in the unit of the label."
            ),
            (false, { } by) => new(
                "by",
                $"A prediction may be off by {Shown(by)}, and the task is {KebabCase.Of(task.ToString())}.",
                "Such a model is right or wrong.",
                "Take 'by' out."
            ),
            _ => null,
        };

    public override double Broken(ExpectedRow row)
    {
        var off = Math.Abs(row.Before - row.Label);
        if (By is { } by)
        {
            return off > by ? off : 0;
        }

        var right = row.Threshold is { } threshold ? row.Before >= threshold == (row.Label == 1) : off == 0;
        return right ? 0
            : row.IsClass ? 1
            : off;
    }
}
