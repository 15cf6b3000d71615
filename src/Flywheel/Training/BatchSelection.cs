using System.Globalization;
using Flywheel.Yaml;

namespace Flywheel.Training;

/// <remarks>
/// Reducible loss: S. Mindermann et al., Prioritized training on points that are learnable, worth learning, and not yet learnt, ICML 2022.
/// Weights by the inverse of the chance keep the expected gradient: P. Zhao, T. Zhang, ICML 2015.
/// </remarks>
[Doc("Rows of each round but the first are chosen anew, by how badly the model so far does on them.")]
public sealed record BatchSelection : IConsistent
{
    [Doc("What a row is chosen by.")]
    public SelectionBy By { get; init; } = SelectionBy.Loss;

    [Doc("Share of the rows in a round, on average."), Range(0, 1, MinOpen = true)]
    public double Share { get; init; } = 0.3;

    [Doc("Least chance of a row to be in a round."), Range(0, 1, MinOpen = true)]
    public double Floor { get; init; } = 0.05;

    [Doc(
        "Whether the rows with most of it are taken, each counting once, and the others with the least chance: what is easy then counts less. Otherwise rows are drawn, and each counts the inverse of its chance."
    )]
    public bool Top { get; init; }

    /// <summary>In the words of manifests.</summary>
    public string Said => $"{KebabCase.Of(By.ToString())} share {Shown(Share)} floor {Shown(Floor)} {(Top ? "top" : "drawn")}";

    public IEnumerable<Contradiction> Contradictions()
    {
        if (Floor >= Share && Share < 1)
        {
            yield return new(
                "floor",
                $"The least chance {Shown(Floor)} is no less than the share {Shown(Share)}.",
                "Every row would have the same chance, whatever its loss.",
                "Write a smaller 'floor'."
            );
        }
    }

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}

public enum SelectionBy
{
    [Doc("The row's loss.")]
    Loss,

    [Doc("The row's loss less that of a small model that was not fitted to it: what is noise to both is not chosen.")]
    ReducibleLoss,
}
