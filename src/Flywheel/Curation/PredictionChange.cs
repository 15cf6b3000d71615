using Flywheel.Metrics;
using Flywheel.Yaml;

namespace Flywheel.Curation;

/// <remarks>
/// The chances after an eighth, two eighths … of the rounds; the score is the way that a prediction took, the sum of the distances
/// from one to the next, of classes less the straight way from the first to the last: what went forth and back. The way alone would be the longest
/// where every round made the model surer, since all predictions begin at one place. Compare the dynamics of training of
/// S. Swayamdipta et al., EMNLP 2020, pp. 9275–9293.
/// </remarks>
[Doc("Events of which the model in force changed its mind most while it was boosted.")]
public sealed record PredictionChange : ScoredRule
{
    private const int Looks = 8;

    protected override string Wanted => "of which the model in force changed its mind most from round to round";

    public override Scored Score(Candidates candidates, int most)
    {
        if (candidates.RoundsInForce is not { } boosted)
        {
            return Scored.None(Candidates.NoModel);
        }

        if (boosted < 2)
        {
            return Scored.None("the model in force has one round, and so nothing that changed");
        }

        var rounds = Enumerable.Range(1, Looks).Select(look => Math.Max(1, boosted * look / Looks)).Distinct().ToList();
        var way = new double[candidates.Rows];
        var first = candidates.Chances(rounds[0])!;
        var before = first;
        foreach (var upTo in rounds.Skip(1))
        {
            var after = candidates.Chances(upTo)!;
            var step = after.DistanceTo(before);
            for (var i = 0; i < way.Length; i++)
            {
                way[i] += step[i];
            }

            before = after;
        }

        // Numbers have no sureness to grow, and hardly ever go back.
        if (candidates.Task == ModelTask.Regression)
        {
            return new(way);
        }

        // Rounding leaves a difference just below zero for a prediction that went straight.
        var straight = before.DistanceTo(first);
        return new([.. way.Zip(straight, (whole, direct) => Math.Max(0, whole - direct))]);
    }
}
