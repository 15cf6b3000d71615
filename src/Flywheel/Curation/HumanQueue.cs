using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("People label the picked points in a file of their spreadsheet: 'flywheel labels ask' writes it, 'flywheel labels take' reads it.")]
public sealed record HumanQueue : LabelSource
{
    [Doc("Columns of the log to show beside each point; all of them without it."), Distinct, Example("[ origin, destination, distance ]")]
    public IReadOnlyList<string>? Context { get; init; }

    public override bool IsOutside => true;
}
