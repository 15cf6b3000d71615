using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("One of monitoring's checks is bad, whether it alerts or is only observed.")]
public sealed record Quality : Trigger
{
    [Doc("Kinds of checks, e.g. rows, or single ones in the words of the report, e.g. events ≥ 500."), Inline, NotEmpty, Distinct]
    [Example("[ rows, missing ]")]
    public required IReadOnlyList<string> Checks { get; init; }

    /// <summary>By the path of the list itself: it is what stands after the kind.</summary>
    public override IEnumerable<DeclaredName> Names => Checks.Select((name, i) => new DeclaredName($"[{i}]", name, NameOf.Check));

    public override Decision Decide(Signals seen)
    {
        var named = seen
            .Checks.Zip(seen.Window.Checks)
            .Where(pair => Checks.Any(name => IsNamed(pair.First, name)))
            .Select(pair => pair.Second)
            .ToList();
        var bad = named.FindAll(check => check.Outcome == Outcome.Bad);
        var unsure = named.FindAll(check => check.Outcome == Outcome.NotEnoughEvidence);
        return bad.Count > 0 ? new(Answer.Yes, $"{Said(bad)}")
            : unsure.Count > 0 ? Decision.Unknown(Said(unsure))
            : new(
                Answer.No,
                named.Count == 1 ? $"{named[0].Check} is ok" : $"all {named.Count} checks of {string.Join(", ", Checks)} are ok"
            );
    }

    /// <summary>Whether a name is that of a check's kind, or the check's own.</summary>
    public static bool IsNamed(Check check, string name) => name == Check.Kinds.WordOf(check.GetType()) || name == check.Said;

    private static string Said(IEnumerable<CheckResult> checks) =>
        string.Join(
            "; ",
            checks.Select(check => $"{check.Check} is {(check.Outcome == Outcome.Bad ? "bad" : "not known")}: {check.Why.TrimEnd('.')}")
        );
}
