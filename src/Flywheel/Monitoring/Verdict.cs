namespace Flywheel.Monitoring;

/// <summary>The answer to "is this bad or okay?". No data is never a pass.</summary>
public enum Outcome
{
    Ok,
    Bad,
    NotEnoughEvidence,
}

/// <summary>An answer with the sentence that says why.</summary>
public sealed record Verdict(Outcome Outcome, string Why)
{
    public static Verdict Ok(string why) => new(Outcome.Ok, why);

    public static Verdict Bad(string why) => new(Outcome.Bad, why);

    public static Verdict NotEnoughEvidence(string why) => new(Outcome.NotEnoughEvidence, why);

    public static Verdict When(bool bad, string why) => new(bad ? Outcome.Bad : Outcome.Ok, why);
}
