using Flywheel.Expressions;
using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("An SQL expression over the log's columns gives the label of a picked point; where it is NULL the rule abstains.")]
public sealed record LabelsBySqlRule : LabelSource
{
    [Doc("The label: 1 or 0, a class where the task is multiclass, a number where it is regression; NULL where the rule cannot say.")]
    [Inline, Example("CASE WHEN distance < 100 THEN 0 END")]
    public required Expression Label { get; init; }

    public override IEnumerable<(Expression Expression, Wanted Wanted)> Expressions(ModelTask task) =>
        [(Label, task == ModelTask.Multiclass ? Wanted.Text : Wanted.Number)];
}
