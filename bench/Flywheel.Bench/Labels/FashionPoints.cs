using Flywheel.Bench.Corpora;
using Flywheel.Training;

namespace Flywheel.Bench.Labels;

/// <summary>Pictures of ten kinds of clothes, each as 49 mean grey values of 4 by 4 pixels.</summary>
public sealed class FashionPoints : PlainPoints
{
    private const int PoolRows = 2000;
    private const int TestRows = 2000;
    private const int Block = 4;
    private const int Blocks = FashionMnist.Side / Block;

    /// <param name="root">The repository's root, with the files of Fashion-MNIST in build/corpora/fashion-mnist.</param>
    public FashionPoints(string root)
        : base(PoolRows, TestRows)
    {
        var pictures = FashionMnist.Read(root);
        Labels = Array.ConvertAll(pictures.Labels, label => (float)label);
        Matrix =
        [
            .. Enumerable.Range(0, pictures.Pictures).SelectMany(picture => pictures.Pooled(picture, Block).Select(grey => (float)grey)),
        ];
    }

    public override string Name => "fashion";

    public override string Said =>
        $"pictures of Fashion-MNIST, {PoolRows:N0} to pick from and {TestRows:N0} others to measure on; which of ten kinds of clothes is it? Features are the {Blocks * Blocks} mean grey values of {Block} by {Block} pixels";

    public override string Measure => "accuracy";

    public override double Target => 0.71;

    public override int Budget => 1000;

    public override string Trainer => "xgboost: { rounds: 15, depth: 3, eta: 0.3 }";

    public override IReadOnlyList<string> Classes => [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    public override IReadOnlyList<string> OwnRules => ["stratified: { by: score, per-stratum: 1 }"];

    public override Encoder Encoder { get; } =
        new()
        {
            Features =
            [
                .. Enumerable.Range(0, Blocks * Blocks).Select(i => new EncodedFeature { Name = $"block {i}", Sql = $"\"block {i}\"" }),
            ],
        };

    protected override float[] Matrix { get; }

    protected override float[] Labels { get; }
}
