using Flywheel.Curation;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Labels;

/// <summary>Candidates whose features are at hand: rules score them as they would score a turn's, without a log.</summary>
/// <param name="strategy">Whose trainer, seed and target rules ask for.</param>
/// <param name="engine">Fits what rules learn.</param>
/// <param name="encoder">Of <paramref name="matrix"/>.</param>
/// <param name="matrix">Shape [rows, columns].</param>
/// <param name="ids">Ascending, shape [rows].</param>
public sealed class Pool(ModelStrategy strategy, ITrainer engine, Encoder encoder, float[] matrix, long[] ids) : Candidates
{
    private readonly Lazy<string[]> names = new(() => Array.ConvertAll(ids, Convert.ToString)!);

    public override ITrainer Engine => engine;

    public override Trainer Trainer => strategy.Main.Training;

    public override Target Target => strategy.Target;

    public override ModelTask Task => strategy.Main.Task;

    public override int Seed => strategy.Main.Seed;

    public override int Rows => ids.Length;

    public override Encoder Encoder => encoder;

    public override float[] Matrix => matrix;

    public override string[] Ids => names.Value;

    public override bool[] Evaluates { get; } = new bool[ids.Length];

    public override double[] LoggedScores => Scores;

    public override int? RoundsInForce => Rounds;

    public override int Lessons => Learned.Labels.Length;

    /// <summary>What production said, shape [rows].</summary>
    public double[] Scores { get; init; } = [];

    /// <summary>Of the model in force; null without one.</summary>
    public int? Rounds { get; init; }

    /// <summary>Outputs of the model in force after so many rounds, 0 for all.</summary>
    public Func<int, float[]> Outputs { get; init; } = _ => [];

    /// <summary>Outputs of the models of earlier turns, the newest first.</summary>
    public IEnumerable<float[]> Before { get; init; } = [];

    /// <summary>The labelled points.</summary>
    public Lesson Learned { get; init; } = new([], [], [], _ => []);

    /// <summary>Features of a point of the whole set by its id.</summary>
    public Func<string, float[]> Row { get; init; } = _ => [];

    public override Chances? Chances(int rounds = 0) => Rounds is null ? null : Chances(Outputs(rounds));

    public override IEnumerable<Chances> OfLastTurns(int most) => Before.Take(most).Select(Chances);

    public override float[] MatrixOf(IReadOnlyList<string> examples) => [.. examples.SelectMany(Row)];

    public override float[] LessonMatrix() => Learned.Features;

    public override (float[] Features, double[] Labels, double[] Scores) ScoredLessons()
    {
        var scored = Learned.Where(i => double.IsFinite(Learned.Scores[i]));
        return (scored.Features, Array.ConvertAll(scored.Labels, label => (double)label), scored.Scores);
    }

    public override (float[] Features, float[] Labels) HalfOfLessons(int member)
    {
        var isIn = Learned.Half(member);
        var half = Learned.Where(i => isIn[i]);
        return (half.Features, half.Labels);
    }

    /// <summary>Puts what rules have kept into a table, a row a candidate.</summary>
    /// <param name="place">SQL of the column of a candidate's index.</param>
    public void LayInto(Database database, string table, string place) => Lay(database, table, place);
}

/// <summary>Labelled points.</summary>
/// <param name="Features">Shape [points, columns].</param>
/// <param name="Labels">Shape [points].</param>
/// <param name="Scores">What the model in force said before the label was there, NaN where there was none, shape [points].</param>
/// <param name="Half">Which belong to the half of a member of a committee, shape [points].</param>
public sealed record Lesson(float[] Features, float[] Labels, double[] Scores, Func<int, bool[]> Half)
{
    /// <summary>Some of the points.</summary>
    public Lesson Where(Func<int, bool> isIn)
    {
        var at = Enumerable.Range(0, Labels.Length).Where(isIn).ToArray();
        var columns = Features.Length / Math.Max(1, Labels.Length);
        var features = new float[at.Length * columns];
        for (var i = 0; i < at.Length; i++)
        {
            Features.AsSpan(at[i] * columns, columns).CopyTo(features.AsSpan(i * columns));
        }

        return new(features, Array.ConvertAll(at, i => Labels[i]), Array.ConvertAll(at, i => Scores[i]), Half);
    }
}
