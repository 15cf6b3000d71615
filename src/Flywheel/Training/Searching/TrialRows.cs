namespace Flywheel.Training.Searching;

/// <summary>The rows of a search: older ones that trials are fitted to, and the newest, which judge them.</summary>
/// <param name="from">Events from this time on judge.</param>
/// <param name="encoder">Fitted to the older rows.</param>
/// <param name="fitted">The older rows, in order of id.</param>
/// <param name="places">Of each of them by its id's hash, in (0, 1), shape [fitted rows]: a heat's share has the smallest, so that each heat has those of the one before.</param>
/// <param name="judged">The newest rows, in order of id.</param>
/// <param name="clusters">Number of each judged row's cluster, from 0, shape [judged rows].</param>
public sealed class TrialRows(DateTime from, Encoder encoder, TrainingMatrix fitted, double[] places, TrainingMatrix judged, int[] clusters)
{
    private readonly Lazy<Scaled> scaled = new(() => Scaled.Of(encoder, fitted, judged));

    public DateTime From => from;

    public int Judged => judged.Rows;

    /// <summary>Weight of the judged rows in each cluster, shape [clusters].</summary>
    public double[] WeightByCluster { get; } = Sums(clusters, _ => 1, judged.Weights);

    /// <summary>Rows of a heat.</summary>
    public int Fitted(double share) => share >= 1 ? fitted.Rows : places.Count(place => place < share);

    /// <summary>What a trainer is fitted to and judged on.</summary>
    public (TrainingMatrix Fitted, TrainingMatrix Judged) For(Trainer trainer, double share)
    {
        var (rows, judges) = trainer.AddsUp ? (scaled.Value.Fitted, scaled.Value.Judged) : (fitted, judged);
        return (share >= 1 ? rows : rows.Where(Array.ConvertAll(places, place => place < share)), judges);
    }

    /// <summary>Sum of the judged rows' weighted losses in each cluster, shape [clusters].</summary>
    /// <param name="losses">Shape [judged rows].</param>
    public double[] ByCluster(double[] losses) => Sums(clusters, row => losses[row], judged.Weights);

    private static double[] Sums(int[] clusters, Func<int, double> of, float[]? weights)
    {
        var sums = new double[clusters.Length == 0 ? 0 : clusters.Max() + 1];
        for (var row = 0; row < clusters.Length; row++)
        {
            sums[clusters[row]] += (weights?[row] ?? 1) * of(row);
        }

        return sums;
    }

    /// <summary>The same rows as a trainer sees them that adds its inputs up.</summary>
    private sealed record Scaled(TrainingMatrix Fitted, TrainingMatrix Judged)
    {
        public static Scaled Of(Encoder encoder, TrainingMatrix fitted, TrainingMatrix judged)
        {
            var (first, second) = ((float[])fitted.Values.Clone(), (float[])judged.Values.Clone());
            encoder.Scaled(first).Scale(second);
            return new(fitted with { Values = first }, judged with { Values = second });
        }
    }
}
