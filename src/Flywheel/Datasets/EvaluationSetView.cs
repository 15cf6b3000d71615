using Flywheel.Turns;

namespace Flywheel.Datasets;

/// <summary>One version of an evaluation set, or two beside each other, for people.</summary>
/// <param name="turn">For its database and its strategy.</param>
public sealed class EvaluationSetView(Turn turn)
{
    /// <summary>A version with its groups; its rows are held against the digest.</summary>
    /// <param name="version">As <see cref="EvaluationSetReference.Text"/> has it.</param>
    /// <returns>Null where there is no such version.</returns>
    /// <exception cref="RefusedException">It was changed.</exception>
    public (EvaluationSetManifest Manifest, IReadOnlyList<EvaluationSetGroup> Groups)? Show(string name, string version) =>
        EvaluationSetRows.Read(turn, name, version) is { } rows ? (rows.Manifest, EvaluationSetGroup.Of(turn, rows)) : null;

    /// <summary>What the second of two versions has that the first has not.</summary>
    public EvaluationSetDifference Difference(string name, string before, string after) =>
        EvaluationSetDifference.Between(turn, EvaluationSetRows.Read(turn, name, before)!, EvaluationSetRows.Read(turn, name, after)!);
}
