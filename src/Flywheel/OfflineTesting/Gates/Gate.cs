using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting.Gates;

[Doc("Something that a candidate must show.")]
public abstract record Gate
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Gate> Kinds { get; } =
        new()
        {
            ["no-worse"] = typeof(NoWorse),
            ["no-worse-relative"] = typeof(NoWorseRelative),
            ["better"] = typeof(Better),
            ["no-harm"] = typeof(NoHarm),
            ["no-creep"] = typeof(NoCreep),
            ["at-least"] = typeof(AtLeastGate),
            ["no-leak"] = typeof(NoLeak),
            ["no-surprise"] = typeof(NoSurprise),
            ["expectations"] = typeof(ExpectationsGate),
        };

    /// <summary>Its name in YAML and in reports.</summary>
    public string Name => Kinds.WordOf(GetType());

    /// <summary>Name of the metric that it judges by; null where it judges by none.</summary>
    public virtual string? JudgedMetric => null;

    /// <summary>Its names of what is declared elsewhere, besides the metric.</summary>
    public virtual IEnumerable<DeclaredName> Names => [];

    /// <summary>Whether it asks something that a first model cannot answer, however much evidence there is.</summary>
    public virtual bool NeedsModelInForce => false;

    /// <summary>The gate in the words of the strategy.</summary>
    public abstract string Said { get; }

    /// <param name="seen">The comparison so far, without gates.</param>
    /// <param name="error">Chance of a false yes that is accepted.</param>
    public abstract GateResult Judge(Comparison seen, double error);

    /// <summary>A difference turned so that more is better.</summary>
    protected static Measurement? Gain(Measurement? difference, string metric) =>
        MetricKinds.Direction(metric) > 0 ? difference
        : difference is null ? null
        : difference with { Value = -difference.Value, Low = -difference.High, High = -difference.Low };

    /// <summary>The lower bound decides; whatever the answer, the smallest loss that is excluded is said.</summary>
    /// <param name="said">What the gain is of.</param>
    protected GateResult Margin(Measurement gain, double by, string said)
    {
        var measured = $"{said} {Signed(gain.Value)} [{Signed(gain.Low)}, {Signed(gain.High)}]";
        var excluded = $"the smallest loss that is excluded is {Size(gain.Low)}";
        return gain.Low > -by ? Open($"{measured}; a loss of {Shown(by)} is excluded ({excluded})")
            : gain.High < -by ? Closed($"{measured}; it is worse by more than {Shown(by)}")
            : Unsure($"{measured}; a loss of {Shown(by)} is neither excluded nor shown ({excluded})");
    }

    /// <summary>The name of an evaluation set, where a gate asks of one.</summary>
    protected static IEnumerable<DeclaredName> SetNamed(string? set) => set is null ? [] : [new("set", set, NameOf.EvaluationSet)];

    /// <summary>Where a gate asks, after what it asks.</summary>
    protected static string Where(string? set) => set is null ? "" : $" on {set}";

    /// <summary>A loss as a positive number; none where even a gain is sure.</summary>
    protected static string Size(double? bound) =>
        Math.Max(0, -(bound ?? double.NaN)).ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);

    protected GateResult Open(string why) => new(Name, Said, GateOutcome.Open, why);

    protected GateResult Closed(string why) => new(Name, Said, GateOutcome.Closed, why);

    protected GateResult Unsure(string why) => new(Name, Said, GateOutcome.NotEnoughEvidence, why);

    protected static string Shown(double? number) => number?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) ?? "?";

    protected static string Signed(double? number) =>
        number?.ToString("+0.0000;-0.0000;0.0000", System.Globalization.CultureInfo.InvariantCulture) ?? "?";
}

/// <summary>Open is yes; everything else is not.</summary>
public enum GateOutcome
{
    Open,
    Closed,
    NotEnoughEvidence,
}

/// <summary>A gate's answer with the sentence that says why.</summary>
/// <param name="Gate">Kind of the gate.</param>
/// <param name="Said">The gate in the words of the strategy.</param>
public sealed record GateResult(string Gate, string Said, GateOutcome Outcome, string Why);
