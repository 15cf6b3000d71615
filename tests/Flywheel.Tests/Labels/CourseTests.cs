using Flywheel.Bench;
using Flywheel.Bench.Labels;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Labels;

/// <summary>A small run of bench/results/labels.md on points that a line parts.</summary>
public sealed class CourseTests
{
    [Fact]
    public void Every_rule_buys_its_labels_and_the_same_ones_again()
    {
        var set = new PartedPoints();

        Assert.All(
            Rules.Of(set),
            rule =>
            {
                var (once, again) = (Curve(set, rule), Curve(set, rule));

                // A stratum may have fewer than its part.
                Assert.All(once.Zip(Course.Steps(set.Budget)), step => Assert.InRange(step.First.Labels, Course.Start, step.Second));
                Assert.True(once[^1].Labels > Course.Start);
                Assert.Equal(once, again);
                Assert.All(once, point => Assert.InRange(point.Measure, 0.5, 1));
            }
        );
    }

    private static IReadOnlyList<(int Labels, double Measure)> Curve(PartedPoints set, string rule)
    {
        using var course = new Course(set, set.Draw(seed: 1));
        return course.Run(PoolStrategy.Of(Repository.Root, set.Columns, set.Classes, set.Trainer, rule), seed: 1);
    }

    /// <summary>Points of a square, 1 above its diagonal.</summary>
    private sealed class PartedPoints : PlainPoints
    {
        private const int All = 800;

        public PartedPoints()
            : base(pool: 500, test: 300)
        {
            var generator = new Generator(5, 0);
            Matrix = [.. Enumerable.Range(0, 2 * All).Select(_ => (float)generator.Uniform())];
            Labels = [.. Enumerable.Range(0, All).Select(i => Matrix[2 * i] > Matrix[(2 * i) + 1] ? 1f : 0f)];
        }

        public override string Name => "parted";

        public override string Said => "points of a square";

        public override string Measure => "AUC";

        public override double Target => 0.95;

        public override int Budget => 150;

        public override string Trainer => "xgboost: { rounds: 10, depth: 3, eta: 0.3 }";

        public override IReadOnlyList<string> OwnRules => ["stratified: { by: floor(score * 5), per-stratum: 1 }"];

        public override Encoder Encoder { get; } = new() { Features = [new() { Name = "x", Sql = "x" }, new() { Name = "y", Sql = "y" }] };

        protected override float[] Matrix { get; }

        protected override float[] Labels { get; }
    }
}
