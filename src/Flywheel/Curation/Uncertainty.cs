using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events of which the model in force is least sure.")]
public sealed record Uncertainty : ScoredRule
{
    [Doc("What is small confidence; of two classes the three rank alike, and differ in how sharply they choose.")]
    public Confidence By { get; init; } = Confidence.Margin;

    protected override string Wanted => $"that the model in force is least sure of, by {KebabCase.Of(By.ToString())}";

    public override Scored Score(Candidates candidates, int most) =>
        candidates.Chances() is { } chances
            ? new(
                chances.Each(
                    By switch
                    {
                        Confidence.LeastConfident => Chances.LeastConfident,
                        Confidence.Entropy => Chances.Entropy,
                        _ => Chances.Margin,
                    }
                )
            )
            : Scored.None(Candidates.NoModel);
}

public enum Confidence
{
    [Doc("1 less the difference of the two largest chances.")]
    Margin,

    [Doc("1 less the largest chance.")]
    LeastConfident,

    [Doc("Entropy of the chances, in shares of its largest value.")]
    Entropy,
}
