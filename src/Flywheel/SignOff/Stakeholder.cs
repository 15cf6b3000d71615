using Flywheel.Yaml;

namespace Flywheel.SignOff;

[Doc("Someone whom a candidate has to be good enough for: the gates alone, or a map that says who accepts it for them.")]
public sealed record Stakeholder
{
    [Doc("Gates that the stakeholder relies on, by kind."), Inline, Distinct, Example("[ no-worse ]")]
    public required IReadOnlyList<string> ReliesOn { get; init; }

    [Doc("Who accepts it for them, as CODEOWNERS names owners; nobody in particular without it."), Distinct]
    [Pattern(Owner.Pattern, Owner.Noun), Example("[ \"@org/operations\" ]")]
    public IReadOnlyList<string> Owners { get; init; } = [];
}
