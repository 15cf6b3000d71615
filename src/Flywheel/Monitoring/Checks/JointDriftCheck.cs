using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Joint;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Distance of the window's rows from the reference's, many columns together: it sees what no column shows alone.")]
public sealed record JointDriftCheck : Check
{
    /// <summary>Columns that a change is proposed for.</summary>
    private const int Answered = 2;

    [Doc("The distance."), Example("mmd")]
    public required JointDistance By { get; init; }

    [Doc("Largest distance that is good."), AtLeast(0), Example("0.05")]
    public required double Above { get; init; }

    [Doc("Features and projections to look at; every feature without it."), Distinct]
    public IReadOnlyList<string> Of { get; init; } = [];

    [Doc("Rows that are drawn of each side."), Range(100, 10000)]
    public int Rows { get; init; } = 2000;

    public override string Said => $"{By.Name} of {(Of.Count == 0 ? "all features" : string.Join(", ", Of))} ≤ {Shown(Above)}";

    public override IEnumerable<DeclaredName> Names => DeclaredName.Each("of", Of, NameOf.View);

    public override Verdict Judge(Observation seen)
    {
        if (JointSample.Of(seen, Of, Rows) is not { } sample)
        {
            return Verdict.NotEnoughEvidence("there is no reference yet, or no event in the window");
        }

        if (By.Between(sample, seen.Engine, seen.Strategy.Main.Seed) is not { } found)
        {
            return Verdict.NotEnoughEvidence(By.WhyAbsent);
        }

        var halves = sample.Halves() is { } apart ? By.Between(apart, seen.Engine, seen.Strategy.Main.Seed) : null;
        var rhythm = halves is null ? "" : $"; the first half of the reference is at {Shown(halves.Value)} of its second";
        var moved = found.Moved.Count == 0 ? "" : $"; told apart most by {string.Join(", ", found.Moved)}";
        return Verdict.When(
            found.Value > Above,
            $"at {Shown(found.Value)} between {sample.Window.Count} rows and {sample.Reference.Count} of the reference ({By.Convention}), limit {Shown(Above)}{rhythm}{moved}"
        );
    }

    /// <remarks>Whatever the distance is, a classifier says which columns tell the two sides apart.</remarks>
    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        JointSample.Of(seen, Of, Rows) is { } sample
        && new DomainClassifier().Between(sample, seen.Engine, seen.Strategy.Main.Seed) is { } apart
            ? apart.Moved.Take(Answered).SelectMany(column => ValueAdvice.Of(seen, column))
            : [];
}
