using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("So many of several triggers say yes.")]
public sealed record AtLeastOf : Trigger, IConsistent
{
    [Doc("How many must say yes."), AtLeast(1), Example("2")]
    public required int Count { get; init; }

    [Doc("The triggers."), NotEmpty, Distinct]
    public required IReadOnlyList<Trigger> Of { get; init; }

    public override IEnumerable<(string Key, Trigger Trigger)> Inner => Each(Of, "of");

    /// <remarks>Unknown only where what is not known could make up what is missing.</remarks>
    public override Decision Decide(Signals seen)
    {
        var parts = Of.Select(trigger => Part.Ask(trigger, seen)).ToList();
        var (yes, unknown) = (Reasons(Answer.Yes), Reasons(Answer.Unknown));
        var answer =
            yes.Count >= Count ? Answer.Yes
            : yes.Count + unknown.Count >= Count ? Answer.Unknown
            : Answer.No;
        var reasons = answer == Answer.Yes ? yes : parts.ConvertAll(part => part.Decision.Reason);
        return new(answer, $"{yes.Count} of {Of.Count} say yes, {Count} must: {string.Join("; ", reasons)}") { Of = parts };

        List<string> Reasons(Answer answer) =>
            [.. parts.Where(part => part.Decision.Answer == answer).Select(part => part.Decision.Reason)];
    }

    public IEnumerable<Contradiction> Contradictions() =>
        Count > Of.Count
            ?
            [
                new(
                    "count",
                    $"{Count} triggers must say yes, and there {(Of.Count == 1 ? "is 1" : $"are {Of.Count}")}.",
                    "So many can never say yes, so nothing would be trained.",
                    $"Write a number from 1 to {Of.Count}, or add triggers under 'of'."
                ),
            ]
            : [];
}
