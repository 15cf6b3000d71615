using System.Globalization;
using System.Text;
using Flywheel.Metrics;

namespace Flywheel.Bench.Redraws;

/// <summary>bench/results/redraws.md: every kind of rule, drawn 1,000 times from one week.</summary>
public static class RedrawTable
{
    private const int Redraws = 1000;
    private const string Uniform = "random: { share: 0.03 }";
    private const string Stratified = "stratified: { by: origin, per-stratum: 20 }";
    private const string Informed = "informed: { by: 1 - 2 * abs(score - 0.5), count: 3000, floor: 0.05 }";

    private static readonly DateTime _monday = new(2001, 3, 5);

    private static readonly (string Name, string[] Rules)[] _sets =
    [
        ("uniform", [Uniform]),
        ("stratified", [Stratified]),
        ("informed", [Informed]),
        ("informed, sharp", ["informed: { by: score * score, count: 3000, floor: 0.001 }"]),
        ("uniform + informed", [Uniform, Informed]),
        ("uniform + stratified + informed", [Uniform, Stratified, Informed]),
    ];

    /// <returns>Whether every set is unbiased and covers.</returns>
    public static bool Write(string root)
    {
        var results = new Redrawn[_sets.Length];
        long flights = 0;
        Parallel.For(
            0,
            _sets.Length,
            i =>
            {
                using var week = new LabelledWeek(root, _monday);
                flights = week.Flights;
                results[i] = Redraw.Of(week, new AreaUnderCurve(), _sets[i].Name, Redraws, _sets[i].Rules);
            }
        );
        File.WriteAllText(Path.Combine(root, "bench/results/redraws.md"), Text(results, flights));
        return results.All(result => result.IsUnbiased && result.Covers);
    }

    private static string Text(IReadOnlyList<Redrawn> results, long flights)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Redraws from one week

            Made by `dotnet run -c Release --project bench/Flywheel.Bench -- redraws`. The week of {_monday:yyyy-MM-dd} has {flights:N0} flights, all labelled; the AUC of
            the score on all of them is {results[
                0
            ].Truth:F5}. Curation's own SQL drew {Redraws:N0} samples by each set of rules, under the seeds 1 to {Redraws:N0}.

            *Weighted mean* must lie within 3.29 Monte Carlo errors of that value; *held* is the share of 95 % intervals for the sample's effect (`SampleInterval`) that held
            it, with the 99.9 % Clopper-Pearson interval of the coverage, which must include .95. *Stated* is the mean standard error that the intervals state, beside the
            deviation that the estimates had. The last two columns are for comparison: what ignoring the chances would do, and the share of 95 % *clustered* intervals that held
            the week's value, which is not what they are for.

            | rules | points | effective size | weighted mean | error / Monte Carlo error | deviation | stated | held | 99.9 % | as declared | unweighted error | clustered held |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: |

            """
        );
        foreach (var result in results)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {result.Name} | {result.MeanPoints:N0} | {result.MeanEffectiveSize:N0} | {result.Mean:F5} | {(result.Mean - result.Truth) / result.MonteCarloError:+0.00;-0.00} | {result.Deviation:F5} | {result.StatedError:F5} | {result.Held / (double)Redraws:F3} | {result.Range.Low:F3} to {result.Range.High:F3} | {(result.IsUnbiased && result.Covers ? "yes" : "no")} | {result.UnweightedBias:+0.0000;-0.0000} | {result.HeldClustered / (double)Redraws:F3} |"
            );
        }

        text.AppendLine().AppendLine("The rules:").AppendLine();
        foreach (var (name, rules) in _sets)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {name}: {string.Join("; ", rules.Select(rule => $"`{rule}`"))}");
        }

        return text.ToString();
    }
}
