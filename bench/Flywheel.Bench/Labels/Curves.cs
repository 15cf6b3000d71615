using System.Collections.Concurrent;
using System.Globalization;

namespace Flywheel.Bench.Labels;

/// <summary>What each rule reached after each step under each seed: a file that a run goes on with, so that none is run twice.</summary>
public sealed class Curves
{
    private readonly ConcurrentDictionary<(string Rule, int Seed), IReadOnlyList<(int Labels, double Measure)>> known = [];
    private readonly string path;

    /// <param name="path">Lines of seed, labels, measure and rule; made where it is not there.</param>
    public Curves(string path)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        foreach (var run in (File.Exists(path) ? File.ReadAllLines(path) : []).Select(Line).GroupBy(line => (line.Rule, line.Seed)))
        {
            known[run.Key] = [.. run.Select(line => (line.Labels, line.Measure))];
        }
    }

    public IReadOnlyList<(int Labels, double Measure)>? Of(string rule, int seed) => known.GetValueOrDefault((rule, seed));

    /// <summary>Runs every rule under every seed that is not known yet, a seed after the other, so that what is there is balanced.</summary>
    public void Run(string root, PointSet set, IReadOnlyList<string> rules, IReadOnlyList<int> seeds)
    {
        var strategies = rules.ToDictionary(
            rule => rule,
            rule => PoolStrategy.Of(root, set.Columns, set.Classes, set.Trainer, rule),
            StringComparer.Ordinal
        );
        var runs = seeds.SelectMany(seed => rules.Select(rule => (Rule: rule, Seed: seed))).Where(run => !known.ContainsKey(run)).ToList();
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(runs, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            run =>
            {
                using var course = new Course(set, set.Draw(run.Seed));
                Add(run.Rule, run.Seed, course.Run(strategies[run.Rule], run.Seed));
                Console.WriteLine($"{set.Name}: {Interlocked.Increment(ref done)} of {runs.Count}");
            }
        );
    }

    private void Add(string rule, int seed, IReadOnlyList<(int Labels, double Measure)> curve)
    {
        lock (known)
        {
            File.AppendAllLines(
                path,
                curve.Select(point => string.Create(CultureInfo.InvariantCulture, $"{seed}\t{point.Labels}\t{point.Measure:R}\t{rule}"))
            );
            known[(rule, seed)] = curve;
        }
    }

    private static (int Seed, int Labels, double Measure, string Rule) Line(string line)
    {
        var parts = line.Split('\t');
        return (
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            double.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[3]
        );
    }
}
