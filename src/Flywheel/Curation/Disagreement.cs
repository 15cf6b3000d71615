using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Curation;

[Doc("Events that the members of a committee of models judge most differently.")]
public sealed record Disagreement : ScoredRule
{
    [Doc("Who sits in the committee.")]
    public Committee Committee { get; init; } = Committee.LastTurns;

    [Doc("Most members."), Range(2, 20)]
    public int Members { get; init; } = 5;

    protected override string Wanted =>
        Committee == Committee.LastTurns
            ? $"that the last {Members} models judge most differently"
            : $"that {Members} models of resampled rows judge most differently";

    public override Scored Score(Candidates candidates, int most)
    {
        if (Committee == Committee.ResampledRows && candidates.TooFew is { } why)
        {
            return Scored.None(why);
        }

        var members = (Committee == Committee.LastTurns ? candidates.OfLastTurns(Members) : OfResampledRows(candidates)).ToList();
        return members.Count < 2
            ? Scored.None("fewer than two models of earlier turns are in the store")
            : new(Chances.Disagreement(members, candidates.Task == ModelTask.Regression));
    }

    /// <summary>Each is trained as the strategy trains, on a half of the labelled points that a hash of its own draws.</summary>
    private IEnumerable<Chances> OfResampledRows(Candidates candidates)
    {
        var (trainer, encoder) = (candidates.Trainer, candidates.Encoder);
        for (var member = 1; member <= Members; member++)
        {
            var (features, labels) = candidates.HalfOfLessons(member);
            using var model = candidates.Engine.Fit(
                trainer.Name,
                new(features, labels.Length, encoder.Names, encoder.Categorical, labels),
                trainer.Passes,
                trainer.Parameters(candidates.Target, candidates.Seed),
                _ => { }
            );
            yield return candidates.Chances(model.Outputs(candidates.Matrix, candidates.Rows, rounds: 0));
        }
    }
}

public enum Committee
{
    [Doc("The models that the last turns trained, as far as the store has them.")]
    LastTurns,

    [Doc("Models trained for the committee, each on another half of the labelled points.")]
    ResampledRows,
}
