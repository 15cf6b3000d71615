namespace Flywheel.Cohorts.Weak;

/// <summary>Rows with what a model lost on each, and with the trait that each has in every column.</summary>
/// <param name="Loss">The smaller the better, shape [rows].</param>
/// <param name="Weight">Sampling weight, positive, shape [rows].</param>
/// <param name="Cluster">Index of the row's cluster, shape [rows].</param>
/// <param name="ClusterCount">Number of clusters.</param>
/// <param name="Traits">Index of the row's trait in each column, -1 for none of them, shape [columns][rows].</param>
public sealed record TraitRows(double[] Loss, double[] Weight, int[] Cluster, int ClusterCount, IReadOnlyList<int[]> Traits)
{
    public int Count => Loss.Length;
}

/// <summary>One or two traits that rows have together.</summary>
/// <param name="Column">Index of the first trait's column.</param>
/// <param name="Trait">Its index.</param>
/// <param name="OtherColumn">That of the second one, larger; -1 for one trait alone.</param>
/// <param name="OtherTrait">Its index.</param>
public readonly record struct TraitPair(int Column, int Trait, int OtherColumn = -1, int OtherTrait = -1)
{
    public bool IsSingle => OtherColumn < 0;

    /// <summary>Each trait alone; nothing for one that is alone.</summary>
    public IEnumerable<TraitPair> Parts => IsSingle ? [] : [new(Column, Trait), new(OtherColumn, OtherTrait)];

    public bool IsOf(TraitRows rows, int row) =>
        rows.Traits[Column][row] == Trait && (IsSingle || rows.Traits[OtherColumn][row] == OtherTrait);
}
