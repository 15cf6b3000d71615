using System.Globalization;
using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Training.Features;

/// <remarks>K. Weinberger et al., ICML 2009, pp. 1113–1120: words that share a bucket are counted together, and no vocabulary has to be kept.</remarks>
[Doc("A text as counts of its words, and of runs of words, each counted in the bucket of its hash; drift is measured of its length.")]
public sealed record TextFeature : Feature
{
    [Doc("Columns that the words are counted in: the more, the fewer words share one."), Range(2, 65536)]
    public int Buckets { get; init; } = 1024;

    [Doc("Longest run of words that is counted as one: with 2, pairs of neighbours too."), Range(1, 5)]
    public int Words { get; init; } = 1;

    public override Wanted Wanted => Wanted.Text;

    public override bool IsCategory => false;

    public override string Watched(string sql) => $"length({sql})";

    public override EncodedFeature Fit(FeatureFit fit) =>
        new()
        {
            Name = fit.Name,
            Sql = fit.Sql,
            As = string.Create(
                CultureInfo.InvariantCulture,
                $"counts of its words{(Words > 1 ? $" and runs of up to {Words}" : "")} in {Buckets} buckets"
            ),
            Text = new(Buckets, Words),
        };
}
