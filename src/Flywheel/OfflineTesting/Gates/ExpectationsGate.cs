using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc(
    "What is expected of the candidate holds of the share that each expectation asks for; one that is shown to be broken closes the gate."
)]
public sealed record ExpectationsGate : Gate
{
    [Doc("Names of the expectations that are asked; all of them without it, and the others are shown for people."), Distinct]
    [Example("[ later-is-riskier ]")]
    public IReadOnlyList<string> In { get; init; } = [];

    public override IEnumerable<DeclaredName> Names => DeclaredName.Each("in", In, NameOf.Expectation);

    public override string Said => In.Count == 0 ? "every expectation" : string.Join(", ", In);

    public override GateResult Judge(Comparison seen, double error)
    {
        var asked = seen.Expectations.Where(one => In.Count == 0 || In.Contains(one.Name)).ToList();
        var broken = asked.FindAll(one => one.Outcome == Outcome.Bad);
        var unsure = asked.FindAll(one => one.Outcome == Outcome.NotEnoughEvidence);
        return broken.Count > 0 ? Closed($"broken: {Told(broken)}")
            : asked.Count == 0 ? Unsure("nothing is expected")
            : unsure.Count > 0 ? Unsure($"neither kept nor broken for sure: {Told(unsure)}")
            : Open(Told(asked));
    }

    private static string Told(IEnumerable<ExpectationResult> results) =>
        string.Join(
            "; ",
            results.Select(one =>
                one.Candidate is { Low: { } low, High: { } high, Value: { } value }
                    ? $"{one.Name} holds of {Shown(value)} [{Shown(low)}, {Shown(high)}], and {Shown(one.AtLeast)} are asked"
                    : $"{one.Name} ({one.Candidate.Why})"
            )
        );
}
