using Flywheel.Curation;
using Flywheel.Yaml;

namespace Flywheel.Datasets;

[Doc("So many of the points of a time, drawn from all alike.")]
public sealed record UniformSample : SampledPoints
{
    [Doc("Rows to draw; all of them where there are fewer."), AtLeast(1), Example("50000")]
    public required long Rows { get; init; }

    public override string Said => $"sample of {Rows} rows of {Duration.Text(Of)}";

    public override long? Asked => Rows;

    public override string Picks(Draw draw, DateTime to) => draw.Alike(Rows);

    public override string Chance(Draw draw, DateTime to) => Curation.Draw.ChanceAlike(Rows);
}
