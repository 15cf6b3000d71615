namespace Flywheel.Metrics;

/// <summary>Rows with known labels that several models can be measured on: shape [rows] each, in one total order.</summary>
/// <param name="Label">1 for the positive class, 0 for the other; of a regression any number.</param>
/// <param name="Weight">Sampling weight 1/π, positive; 1 where every row was taken.</param>
/// <param name="Cluster">Index of the row's cluster, in [0, <paramref name="ClusterCount"/>).</param>
/// <param name="ClusterCount">Number of clusters.</param>
public sealed record LabelledSample(double[] Label, double[] Weight, int[] Cluster, int ClusterCount)
{
    public int Count => Label.Length;

    /// <summary>What the weights leave of the rows.</summary>
    public double EffectiveSize => Kish.EffectiveSize(Weight);

    /// <summary>Some of the rows.</summary>
    /// <param name="at">Their indices, in the order wanted.</param>
    public LabelledSample At(int[] at) =>
        new(Array.ConvertAll(at, i => Label[i]), Array.ConvertAll(at, i => Weight[i]), Array.ConvertAll(at, i => Cluster[i]), ClusterCount);
}
