using System.Globalization;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.References;

[Doc("The events of one period, for ever.")]
public sealed record FixedWindow : Reference, IConsistent
{
    [Doc("Events at or after it."), Moment]
    public required string From { get; init; }

    [Doc("Events before it."), Moment]
    public required string To { get; init; }

    public override string Said => $"the events from {From} to {To}";

    /// <summary>A turn that is earlier than its end has no reference yet.</summary>
    public override (DateTime From, DateTime To)? Span(Turn turn) => Time(To) <= turn.AsOf ? (Time(From), Time(To)) : null;

    public IEnumerable<Contradiction> Contradictions() =>
        Time(From) < Time(To)
            ? []
            : [new("to", $"'to' is {To}, not later than 'from'.", "No event lies between them.", "Write the earlier time as 'from'.")];

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
