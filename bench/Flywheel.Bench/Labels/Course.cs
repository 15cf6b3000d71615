using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Curation;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Labels;

/// <summary>One rule on one split: labels are bought step by step, and after each a model is trained on all of them and measured.</summary>
/// <remarks>What is scored and drawn is the product's: the rule's own <c>Score</c>, <see cref="Selection"/> and its SQL.</remarks>
public sealed class Course : IDisposable
{
    /// <summary>Labels at the start, drawn at random: as few as rules that learn ask for.</summary>
    public const int Start = Candidates.FewestLessons;

    /// <summary>Each step buys three tenths of what there is, so that steps are equally far apart in ratios of labels.</summary>
    public const double Growth = 1.3;

    /// <summary>Examples for the rules that look for some.</summary>
    public const int Examples = 12;

    private const string Place = "\"place of candidate\"";

    /// <summary>No chance counts as smaller.</summary>
    private const double Surest = 1e-6;

    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
    private readonly XGBoostEngine engine = new(threads: 1);
    private readonly Database database;
    private readonly PointSet set;
    private readonly Split split;
    private readonly int columns;
    private readonly List<int> labelled = [];
    private readonly List<IFittedModel> models = [];
    private readonly double[] scoreBefore;
    private readonly double[] lossBefore;

    public Course(PointSet set, Split split)
    {
        (this.set, this.split, columns) = (set, split, set.Encoder.Width);
        connection.Open();
        database = new(connection, new DuckDbDriver(), Seconds: 600);
        set.Lay(database, split);
        scoreBefore = new double[split.Labels.Length];
        lossBefore = new double[split.Labels.Length];
        Array.Fill(scoreBefore, double.NaN);
        Array.Fill(lossBefore, double.NaN);
    }

    /// <summary>Labels after each step, the same for every rule.</summary>
    public static IEnumerable<int> Steps(int budget)
    {
        for (double labels = Start; labels < budget; labels *= Growth)
        {
            yield return (int)Math.Round(labels);
        }

        yield return budget;
    }

    /// <summary>Measures after each step.</summary>
    /// <param name="strategy">With one rule.</param>
    public IReadOnlyList<(int Labels, double Measure)> Run(ModelStrategy strategy, int seed)
    {
        labelled.AddRange(Shuffle.Of(split.Labels.Length, Start, seed, stream: 1).Order());
        var found = new List<(int, double)>();
        foreach (var labels in Steps(set.Budget))
        {
            if (labels > labelled.Count)
            {
                Buy(strategy, labels - labelled.Count, seed, found.Count);
            }

            models.Insert(0, Fit(strategy, seed));
            found.Add((labelled.Count, Measured(models[0])));
        }

        return found;
    }

    public void Dispose()
    {
        models.ForEach(model => model.Dispose());
        connection.Dispose();
    }

    private void Buy(ModelStrategy strategy, int batch, int seed, int step)
    {
        var open = Open().ToArray();
        var matrix = Rows(open);
        var model = models[0];
        var outputs = model.Outputs(matrix, open.Length, rounds: 0);
        var scores = Array.ConvertAll(model.Score(matrix, open.Length), score => (double)score);
        database.Execute($"CREATE OR REPLACE TABLE open ({Place} BIGINT, number BIGINT, \"number of score\" DOUBLE)");
        database.Append(
            "open",
            [Enumerable.Range(0, open.Length).Select(i => (long)i).ToArray(), Array.ConvertAll(open, i => (long)i), scores]
        );
        var score = set.Classes.Count > 0 ? "CAST(CAST(\"number of score\" AS BIGINT) AS VARCHAR)" : "\"number of score\"";
        var events = $"SELECT pool.*, {Place}, {score} AS score FROM open JOIN pool ON pool.number = open.number";
        var asked = Rules.At(strategy, batch, seed, Wrong(), by => database.Value<long>($"SELECT count(DISTINCT {by}) FROM ({events})"));
        var pool = new Pool(asked, engine, set.Encoder, matrix, Array.ConvertAll(open, i => (long)i))
        {
            Scores = scores,
            Rounds = model.Rounds,
            Outputs = rounds => rounds == 0 ? outputs : model.Outputs(matrix, open.Length, rounds),
            Before = models.Select(before => before.Outputs(matrix, open.Length, rounds: 0)),
            Learned = new(
                Rows(labelled),
                [.. labelled.Select(i => split.Labels[i])],
                [.. labelled.Select(i => scoreBefore[i])],
                member => Half(seed, step, member)
            ),
            Row = id => Rows([int.Parse(id, CultureInfo.InvariantCulture)]),
        };
        var selection = Selection.Of(asked, $"{step}", new(database, events, ""), pool);
        var picked = Picked(pool, selection, events);
        var (width, place) = (outputs.Length / open.Length, open.Index().ToDictionary(one => one.Item, one => one.Index));
        foreach (var i in picked)
        {
            scoreBefore[i] = scores[place[i]];
            lossBefore[i] = Loss(outputs.AsSpan(place[i] * width, width), split.Labels[i]);
        }

        labelled.AddRange(picked);
    }

    private int[] Picked(Pool pool, Selection selection, string events)
    {
        // A rule that computes nothing has kept no column: the table then has a candidate's index and nothing else.
        pool.LayInto(database, "scored", Place);
        var ids = database.Wholes(
            $"SELECT id FROM ({selection.Points($"SELECT * FROM ({events}) JOIN scored USING ({Place})")}) ORDER BY id"
        );
        return Array.ConvertAll(ids, id => (int)id);
    }

    private IEnumerable<int> Open()
    {
        var known = labelled.ToHashSet();
        return Enumerable.Range(0, split.Labels.Length).Where(i => !known.Contains(i));
    }

    private float[] Rows(IReadOnlyList<int> at) => PointSet.Rows(split.Pool, columns, at);

    /// <summary>As in a turn, by the hash of the id.</summary>
    private bool[] Half(int seed, int step, int member)
    {
        var half = Sampling.InShare(seed, $"committee/{step}/{member}", "id", 0.5);
        var isIn = database.Wholes($"SELECT CAST({half} AS BIGINT) FROM pool ORDER BY number");
        return [.. labelled.Select(i => isIn[i] == 1)];
    }

    /// <summary>The labelled points that the model of their time got most wrong before it knew, by log loss.</summary>
    private List<string> Wrong() =>
        [
            .. labelled
                .Where(i => double.IsFinite(lossBefore[i]))
                .OrderByDescending(i => lossBefore[i])
                .ThenBy(i => i)
                .Take(Examples)
                .Select(i => i.ToString(CultureInfo.InvariantCulture)),
        ];

    private static double Loss(ReadOnlySpan<float> outputs, float label)
    {
        double chance =
            outputs.Length > 1 ? outputs[(int)label]
            : label == 1 ? outputs[0]
            : 1 - outputs[0];
        return -Math.Log(Math.Max(Surest, chance));
    }

    private IFittedModel Fit(ModelStrategy strategy, int seed)
    {
        var trainer = strategy.Main.Training;
        return engine.Fit(
            trainer.Name,
            new(Rows(labelled), labelled.Count, set.Encoder.Names, set.Encoder.Categorical, [.. labelled.Select(i => split.Labels[i])]),
            trainer.Passes,
            trainer.Parameters(strategy.Target, seed),
            _ => { }
        );
    }

    private double Measured(IFittedModel model)
    {
        var rows = split.TestLabels.Length;
        var scores = Array.ConvertAll(model.Score(split.Test, rows), score => (double)score);
        var one = new int[rows];
        var sample = new LabelledSample(split.TestLabels, Array.ConvertAll(one, _ => 1.0), one, 1);
        Metric metric = set.Classes.Count > 0 ? new MulticlassAccuracy() : new AreaUnderCurve();
        return metric.Measure(ScoredRows.Of(sample, scores))!.Value;
    }
}
