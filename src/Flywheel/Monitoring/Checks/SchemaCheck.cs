using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Columns of the files that landed in the cycle, against the cycle before: bad where one is new, missing or of another type.")]
public sealed record SchemaCheck : Check
{
    /// <summary>Changes that a verdict names.</summary>
    private const int Named = 5;

    [Doc("Columns that may come and go, declared or not."), Distinct, Example("[ note ]")]
    public IReadOnlyList<string> Except { get; init; } = [];

    public override string Said => $"columns as before{(Except.Count > 0 ? $" except {string.Join(", ", Except)}" : "")}";

    public override bool IsOfRows => false;

    public override bool TakesProfiles => true;

    public override Verdict Judge(Observation seen)
    {
        if (seen.SchemaChanges is not { } all)
        {
            return Verdict.NotEnoughEvidence("no two cycles to compare have files yet");
        }

        var changes = all.Where(change => !Except.Contains(change.Column)).ToList();
        var names = string.Join("; ", changes.Take(Named)) + (changes.Count > Named ? $" and {changes.Count - Named} more" : "");
        return Verdict.When(changes.Count > 0, changes.Count > 0 ? names : "every column is as it was");
    }
}
