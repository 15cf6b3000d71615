using System.Globalization;
using System.Text;
using Flywheel.Reports.Charts;

namespace Flywheel.Bench.Labels;

/// <summary>bench/results/labels.md: how many labels each rule needs to a target, against random, and a picture a set.</summary>
/// <remarks>Targets and budgets were written down from random's curves under the seeds of the pilot, before any other rule ran.</remarks>
public static class LabelTable
{
    private const string Folder = "bench/results";

    /// <summary>Seeds that targets and budgets were set by; no table has them.</summary>
    private static readonly int[] _pilot = [.. Enumerable.Range(1001, 8)];

    private static readonly int[] _seeds = [.. Enumerable.Range(1, 10)];

    private static readonly string[] _sets = ["flights", "mail", "fashion"];

    /// <summary>Runs one set, as far as it was not run yet.</summary>
    /// <param name="name">Of the set.</param>
    public static bool Run(string root, string name)
    {
        var set = Set(root, name);
        Known(root, set.Name).Run(root, set, Rules.Of(set), _seeds);
        return true;
    }

    /// <summary>Runs every set, as far as it was not run yet, and writes the table and the pictures.</summary>
    public static bool Write(string root)
    {
        Array.ForEach(_sets, name => Run(root, name));
        return Tell(root);
    }

    /// <summary>Writes the table and the pictures of what was run.</summary>
    public static bool Tell(string root)
    {
        var text = new StringBuilder(Head());
        foreach (var set in _sets.Select(name => Set(root, name)))
        {
            var rows = Rows(root, set);
            text.Append(Text(set, rows));
            File.WriteAllText(Path.Combine(root, Folder, $"labels-{set.Name}.svg"), Picture(set, rows));
        }

        File.WriteAllText(Path.Combine(root, Folder, "labels.md"), text.ToString());
        return true;
    }

    /// <summary>Prints random's mean curve on the seeds of the pilot, by which a target and a budget are chosen.</summary>
    public static bool Pilot(string root, string name)
    {
        var set = Set(root, name);
        var curves = Known(root, $"{set.Name}-pilot");
        curves.Run(root, set, [Rules.Random], _pilot);
        var runs = _pilot.Select(seed => curves.Of(Rules.Random, seed)!).ToList();
        for (var step = 0; step < runs[0].Count; step++)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{runs[0][step].Labels} labels: {set.Measure} {runs.Average(run => run[step].Measure):F4}"
                )
            );
        }

        return true;
    }

    private static List<Compared> Rows(string root, PointSet set)
    {
        var curves = Known(root, set.Name);
        return
        [
            .. Rules
                .Of(set)
                .Select(rule =>
                    (rule, Pairs: _seeds.Where(seed => curves.Of(rule, seed) is not null && curves.Of(Rules.Random, seed) is not null))
                )
                .Where(run => run.Pairs.Count() > 1)
                .Select(run =>
                    Compared.Of(run.rule, set, [.. run.Pairs.Select(seed => (curves.Of(run.rule, seed)!, curves.Of(Rules.Random, seed)!))])
                ),
        ];
    }

    private static string Head() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Labels that a rule needs

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- labels`; `labels flights`, `labels mail` and `labels fashion` run one set, and `labels table` writes what was run.

            {Course.Start} points drawn at random are labelled first. A step buys three tenths of what is labelled, picked by one rule with the product's own score and draw, and trains a new model on all labels, which is then measured on points
            that no rule sees. The model in force is that of the step before; the models of the last turns are those of the last steps. `projection` and `similarity` look for what is like the {Course.Examples} labelled points that the model of their
            time got most wrong. Rules that have nothing to learn from yet draw from all alike, as they do in a turn: `predicted-loss` until 100 points were scored before they were labelled; `projection`, `similarity` and the committee
            of the last turns in the first step. Of two classes the entropy and the expected gradient rank as the margin does, so their largest scores are asked for once. `feedback`, `error-analysis` and `informed` are not here: what they
            pick is what their author writes.

            **Targets and budgets** were written down before any rule ran, from random's mean curve under the seeds {_pilot[0]} to {_pilot[
                ^1
            ]}, which are in no table: what it reaches with about a third of the budget. A run reaches a target where its
            curve, made monotone by pool adjacent violators, crosses it, straight over the logarithm between steps; one that ends below counts as if the last label of the budget had been enough, so where fewer than all
            reached it the figure is too small.

            Seeds are 1 to {_seeds[^1]}, run one after the other; the column says under how many of them a rule has run, and `labels` goes on where it ended. Rules and random are paired by seed: the same split and the same first labels. *Of random's* is the geometric mean of the ratios of labels needed, *gain* the mean over all steps of the measure less random's, each with its 95 % t interval over the
            seeds. Intervals are pointwise: of twenty rules that are as good as random, expect one to look better or worse; with few seeds an interval is wide. *Labels* says which side of random's the whole interval of the ratio lies. A rule with `draw: top` picks the largest scores, which cannot be corrected for in any estimate.


            """
        );

    private static string Text(PointSet set, List<Compared> rows)
    {
        var random = rows[0];
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            ## {set.Name}

            {char.ToUpperInvariant(set.Said[0])}{set.Said[
                1..
            ]}. Target: {set.Measure} {set.Target}; budget {set.Budget:N0} labels; model `{set.Trainer}`. Random reached it in {random.Reached} of {random.Seeds} runs, with {random.Labels:N0} labels in the median.

            ![Labels needed by each rule, of random's](labels-{set.Name}.svg)

            | rule | seeds | reached | labels, median | of random's | 95 % | gain | 95 % | labels |
            | --- | ---: | ---: | ---: | ---: | --- | ---: | --- | --- |

            """
        );
        foreach (var row in rows.Skip(1))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| `{Said(row.Rule)}` | {row.Seeds} | {row.Reached} | {row.Labels:N0} | {row.Ratio.Mean:F2} | {row.Ratio.Low:F2} to {row.Ratio.High:F2} | {row.Gain.Mean:+0.0000;-0.0000} | {row.Gain.Low:+0.0000;-0.0000} to {row.Gain.High:+0.0000;-0.0000} | {Verdict(row)} |"
            );
        }

        return text.AppendLine().ToString();
    }

    private static string Picture(PointSet set, List<Compared> rows) =>
        new IntervalBars
        {
            Title = $"{set.Name}: labels to {set.Measure} {set.Target.ToString(CultureInfo.InvariantCulture)}, more or fewer than random",
            Subtitle = "of each rule, by how it draws; the number is that of seeds",
            Label = "% of random's labels, more (right) or fewer (left)",
            IntervalLabel = "95 % interval, pointwise, paired by seed",
            Rows =
            [
                .. rows.Select(row => new DifferenceRow
                {
                    Name = Short(row.Rule),
                    Count = row.Seeds,
                    Difference = 100 * (row.Ratio.Mean - 1),
                    Low = 100 * (row.Ratio.Low - 1),
                    High = 100 * (row.Ratio.High - 1),
                    Evidence =
                        row.Ratio.High < 1 ? Evidence.Ok
                        : row.Ratio.Low > 1 ? Evidence.Bad
                        : Evidence.NotEnough,
                }),
            ],
        }.ToSvg();

    private static string Verdict(Compared row) =>
        row.Ratio.High < 1 ? "fewer"
        : row.Ratio.Low > 1 ? "more"
        : "cannot be told";

    /// <summary>Examples change from step to step.</summary>
    private static string Said(string rule) => rule.Replace("[ 0 ]", "…", StringComparison.Ordinal);

    private static string Short(string rule) =>
        rule.Split(':')[0]
        + (rule.Contains("by: margin", StringComparison.Ordinal) ? " margin" : "")
        + (rule.Contains("by: entropy", StringComparison.Ordinal) ? " entropy" : "")
        + (rule.Contains("last-turns", StringComparison.Ordinal) ? " last turns" : "")
        + (rule.Contains("resampled", StringComparison.Ordinal) ? " resampled" : "")
        + (rule.Contains("top", StringComparison.Ordinal) ? ", top" : "");

    private static Curves Known(string root, string name) => new(Path.Combine(root, ".flywheel/labels", $"{name}.tsv"));

    private static PointSet Set(string root, string name) =>
        name switch
        {
            "flights" => new FlightPoints(root),
            "mail" => new MailPoints(root),
            "fashion" => new FashionPoints(root),
            _ => throw new ArgumentException("Type: labels flights | mail | fashion"),
        };
}
