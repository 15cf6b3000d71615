using Flywheel.Metrics;

namespace Flywheel.Bench.Simulation;

/// <summary>How many rows of how many days are labelled, and which.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="World">How its rows come about.</param>
/// <param name="Days">Labelled rows that each day is expected to have; a day of the flights has few or many.</param>
/// <param name="Weighted">Whether the labelled rows are a sample of four times as many, picked with unequal chances.</param>
public sealed record Scenario(string Name, World World, IReadOnlyList<int> Days, bool Weighted)
{
    /// <summary>Chance of the uniform rule; the informed rule brings the mean chance near a quarter.</summary>
    private const double Uniform = 0.1;
    private const double Sharpness = 0.3;

    /// <summary>Draws one labelled sample with both models' scores.</summary>
    public (LabelledSample Sample, double[] Current, double[] Candidate) Draw(Generator generator)
    {
        var rows = Days.Sum() * (Weighted ? 2 : 1);
        var (labels, weights, current, candidate) = (List(), List(), List(), List());
        var clusters = new List<int>(rows);
        for (var day = 0; day < Days.Count; day++)
        {
            var effects = World.NextDay(generator);
            for (var events = Days[day] * (Weighted ? 4 : 1); events > 0; events--)
            {
                var row = World.NextRow(effects, generator);
                var chance = Weighted ? Chance(row.Current) : 1;
                if (chance == 1 || generator.Uniform() < chance)
                {
                    labels.Add(row.Label);
                    weights.Add(1 / chance);
                    current.Add(row.Current);
                    candidate.Add(row.Candidate);
                    clusters.Add(day);
                }
            }
        }

        return (new([.. labels], [.. weights], [.. clusters], Days.Count), [.. current], [.. candidate]);

        List<double> List() => new(rows);
    }

    /// <summary>Picked by a uniform rule or by an informed one that prefers scores near a half.</summary>
    private static double Chance(double score)
    {
        var informed = Math.Min(1, Sharpness * Math.Max(1 - (2 * Math.Abs(score - 0.5)), 0.05));
        return 1 - ((1 - Uniform) * (1 - informed));
    }
}
