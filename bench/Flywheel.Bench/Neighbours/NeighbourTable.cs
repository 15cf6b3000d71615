using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Flywheel.Curation;

namespace Flywheel.Bench.Neighbours;

/// <summary>Nearest examples and greedy k-centre over 100,000 points of 32 features, against a plain loop and scikit-learn in the same run: <c>bench/results/neighbours.md</c>.</summary>
public static class NeighbourTable
{
    private const int Rows = 100_000;
    private const int Columns = 32;
    private const int Examples = 1_000;
    private const int Centres = 1_000;
    private const int Runs = 5;

    /// <summary>Our time is at most this share of the plain loop's, and no more than scikit-learn's.</summary>
    private const double PlainLimit = 0.25;
    private const double TheirLimit = 1;

    /// <summary>A radius is that of float sums in another order.</summary>
    private const double Agreement = 1e-4;

    /// <returns>Whether every limit is kept and all agree.</returns>
    public static bool Write(string root)
    {
        var folder = Directory.CreateTempSubdirectory("flywheel-neighbours-").FullName;
        try
        {
            return Write(root, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Write(string root, string folder)
    {
        var points = Points();
        var file = Path.Combine(folder, "points.f32");
        File.WriteAllBytes(file, MemoryMarshal.AsBytes<float>(points));
        var examples = points[..(Examples * Columns)];
        var first = points[..Columns];

        // The first centre is there already.
        var barred = new bool[Rows];
        barred[0] = true;

        List<double> near = [],
            plainNear = [],
            theirNear = [],
            pick = [],
            plainPick = [],
            theirPick = [];
        var (mean, radius, plainRadius) = (0.0, 0.0, 0.0);
        var theirs = new Theirs(0, 0, 0, 0, 0, []);
        IReadOnlyList<(int Row, double Distance)> picked = [];
        for (var run = 0; run < Runs; run++)
        {
            var nearest = new float[Rows];
            Array.Fill(nearest, float.PositiveInfinity);
            near.Add(Seconds(() => KCentre.Approach(points, examples, Columns, nearest)));
            mean = nearest.Average(square => Math.Sqrt(square));
            pick.Add(Seconds(() => picked = KCentre.Pick(points, first, Columns, barred, Centres)));
            radius = picked[^1].Distance;
            Array.Fill(nearest, float.PositiveInfinity);
            plainNear.Add(Seconds(() => PlainNeighbours.Approach(points, examples, Columns, nearest)));
            plainPick.Add(Seconds(() => plainRadius = Math.Sqrt(PlainNeighbours.Pick(points, Columns, 0, Centres))));
            theirs = Their(root, file, Path.Combine(folder, "theirs.json"));
            theirNear.Add(Math.Min(theirs.Pairwise, theirs.Tree));
            theirPick.Add(theirs.Centre);
        }

        var same = picked.Take(Centres - 1).Zip(theirs.Picked.Skip(1)).Count(pair => pair.First.Row == pair.Second);
        var agrees =
            Math.Abs(mean - theirs.Mean) < Agreement * mean
            && Math.Abs(radius - theirs.Radius) < Agreement * radius
            && Math.Abs(radius - plainRadius) < Agreement * radius;
        var isKept = Kept(near, plainNear, theirNear) && Kept(pick, plainPick, theirPick);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Nearest examples and k-centre

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- neighbours`: {Rows:#,0} points of {Columns} features (normal around one of 20 middles), {Examples:#,0} examples,
            {Centres:#,0} centres picked beside a first one; the median of {Runs} runs in turn, on a machine with {Environment.ProcessorCount} cores. The plain loop is of one thread; scikit-learn has all of them, and the
            faster of its two ways to the nearest example counts (`pairwise_distances_argmin_min`, `NearestNeighbors`). The ratios are what counts.

            | what | ours, s | plain loop, s | ours / it | at most | scikit-learn, s | ours / it | at most |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            {Row("each point's nearest example", near, plainNear, theirNear)}
            {Row("greedy k-centre", pick, plainPick, theirPick)}

            Mean distance to the nearest example: {mean:0.0000}, scikit-learn's {theirs.Mean:0.0000}. Radius that is left: {radius:0.0000}, the plain loop's {plainRadius:0.0000}, scikit-learn's {theirs.Radius:0.0000}; {same:#,0} of {Centres - 1:#,0}
            centres are the same ones in the same order. {(agrees ? "All agree" : "**They do not agree**")} to {Agreement:0.####} of the value. {(
                isKept ? "Every limit is kept." : "**A limit is not kept.**"
            )}

            """
        );
        File.WriteAllText(Path.Combine(root, "bench/results/neighbours.md"), text);
        Console.WriteLine(text);
        return isKept && agrees;
    }

    private static bool Kept(List<double> ours, List<double> plain, List<double> theirs) =>
        Median(ours) <= PlainLimit * Median(plain) && Median(ours) <= TheirLimit * Median(theirs);

    private static string Row(string what, List<double> ours, List<double> plain, List<double> theirs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {Median(ours):0.000} | {Median(plain):0.000} | {Median(ours) / Median(plain):0.000} | {PlainLimit:0.00} | {Median(theirs):0.000} | {Median(ours) / Median(theirs):0.000} | {TheirLimit:0.00} |"
        );

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    private static double Seconds(Action run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalSeconds;
    }

    private static float[] Points()
    {
        var draw = new Generator(seed: 32, stream: 0);
        var middles = Enumerable.Range(0, 20 * Columns).Select(_ => 3 * draw.Normal()).ToArray();
        var points = new float[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            var middle = (int)(20 * draw.Uniform()) * Columns;
            for (var column = 0; column < Columns; column++)
            {
                points[(row * Columns) + column] = (float)(middles[middle + column] + draw.Normal());
            }
        }

        return points;
    }

    private static Theirs Their(string root, string points, string result)
    {
        string[] numbers = [.. new[] { Rows, Columns, Examples, Centres }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        OtherProcess.Run(memory: null, OtherProcess.Python, [Path.Combine(root, "bench/peers/neighbours.py"), points, .. numbers, result]);
        return JsonSerializer.Deserialize<Theirs>(File.ReadAllText(result), JsonSerializerOptions.Web)!;
    }

    /// <summary>What scikit-learn came to.</summary>
    /// <param name="Pairwise">Seconds of <c>pairwise_distances_argmin_min</c>.</param>
    /// <param name="Tree">Seconds of <c>NearestNeighbors</c>.</param>
    /// <param name="Centre">Seconds of k-centre.</param>
    /// <param name="Mean">Mean distance to the nearest example.</param>
    /// <param name="Radius">Largest distance to the nearest centre, once all are picked.</param>
    /// <param name="Picked">The centres in their order, the first one included.</param>
    private sealed record Theirs(double Pairwise, double Tree, double Centre, double Mean, double Radius, int[] Picked);
}
