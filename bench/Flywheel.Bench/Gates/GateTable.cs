using System.Globalization;
using Flywheel.Backtesting;
using Flywheel.Cli;
using Flywheel.Cli.Demo;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;

namespace Flywheel.Bench.Gates;

/// <summary>bench/results/gates.md: the shipped gates on the flights, asked about candidates whose truth the following weeks tell.</summary>
public sealed class GateTable
{
    /// <summary>Loss in a cohort that no candidate may get past the gates with.</summary>
    private const double Harm = 0.05;

    private const int Redraws = 50;

    /// <summary>Cohorts of about 2 % of the flights whom the gates ask for, and airports of that size, whom they do not.</summary>
    private static readonly string[] _asked = ["hour < 6", "island"];
    private static readonly string[] _shown = ["origin=DTW", "origin=LAS", "origin=MSP", "origin=DEN"];

    private readonly Trial trial;
    private readonly IReadOnlyList<TestedCandidate> all;
    private readonly IReadOnlyList<LedgerRow> turns;
    private readonly Redrawn redrawn;
    private readonly int days;

    private GateTable(ModelStrategy strategy, Replay replay, DateTime end)
    {
        trial = new(strategy);
        turns = replay.Turns;
        all = [.. TestedCandidate.Of(replay, strategy, end)];
        var (main, whole) = (strategy.Main, TimeSpan.FromDays(1));
        days = (int)((main.Dataset.HoldOut - main.Log.Label.ArrivesAfter) / whole);
        redrawn = new(trial, days, Redraws);
    }

    /// <returns>Whether the gates keep what docs/statistics.md says of them.</returns>
    public static bool Write(string root)
    {
        using var progress = new NoProgress();
        using var workshop = new Workshop(root, progress);
        using var production = new FlightsProduction(root);
        var strategy = workshop.Strategy("flights");
        var replay = workshop.Replay(new("as-written", strategy), production, progress);
        Console.WriteLine("Replaying the flights under the strategy as written");
        replay.Until(production.Ends);
        var table = new GateTable(strategy, replay, production.Ends);
        var (text, holds) = table.Text();
        File.WriteAllText(Path.Combine(root, "bench/results/gates.md"), text);
        return holds;
    }

    private (string Text, bool Holds) Text()
    {
        var metric = trial.Metric;
        var better = all.Where(tested => tested.Truth(metric, Figure.All) > 0).ToList();
        var promoted = better.Count(tested => tested.Turn.Decision == Decisions.Promote);
        var worse = all.Except(better).ToList();
        var harmless = better.Where(tested => Worst(tested).Loss <= Harm / 5).ToList();
        var harmed = _asked
            .Concat(_shown)
            .Select(cohort => (Cohort: cohort, Passed: all.Count(tested => PassesHarmed(tested, cohort))))
            .ToList();
        Console.WriteLine($"{promoted} of {better.Count} better ones promoted; redrawing hold-outs");
        var unharmed = all.ToDictionary(tested => tested, tested => Told(tested, redrawn.Of(tested, tested.Next)));
        var passed = harmless.ConvertAll(tested => redrawn.Open(unharmed[tested], trial.Gates));
        var planted = _asked.ToDictionary(
            cohort => cohort,
            cohort => all.ToDictionary(tested => tested, tested => Told(tested, redrawn.Of(tested, Harmed(tested.Next, cohort, Harm))))
        );
        var text = new Markdown()
            .Heading(1, "The shipped gates on flights")
            .Paragraph(
                $"Made by `dotnet run -c Release --project bench/Flywheel.Bench -- gates`. The flights are replayed under the strategy as written; each of the {all.Count} candidates that was tested against a model in force and has four whole weeks of flights after its turn is judged by the gates' own code. "
                    + $"*Truth* is candidate less current in {metric.Name} on all flights of those four weeks, which the turn could not know. *Redrawn*: {Redraws} hold-outs of {days} days a candidate, drawn without replacement from the days of these four weeks. A *planted harm* is noise in the candidate's log odds in one cohort, as much as makes it worse there than the current model by a given amount over the four weeks."
            )
            .Heading(2, "Candidates of the replay")
            .Paragraph(
                $"Of {better.Count} that were truly better {promoted} were promoted ({Numbers.Percent((double)promoted / better.Count)}), of {worse.Count} that were not {worse.Count(tested => tested.Turn.Decision == Decisions.Promote)}."
            )
            .Table(
                [
                    "candidate",
                    "against",
                    "#on its hold-out",
                    "#truth",
                    "worst asked cohort, truth",
                    "decision",
                    "gates not open",
                    "#redrawn: all gates open",
                ],
                all.Select(tested =>
                    new[]
                    {
                        tested.Turn.Candidate,
                        tested.Turn.InForce,
                        Signed(tested.Turn.Difference),
                        Signed(tested.Truth(metric, Figure.All)),
                        $"{Worst(tested).Cohort} {Signed(-Worst(tested).Loss)}",
                        tested.Turn.Decision,
                        string.Join(", ", NotOpen(tested)),
                        Numbers.Percent(redrawn.Open(unharmed[tested], trial.Gates)),
                    }
                )
            )
            .Heading(2, "A planted harm")
            .Paragraph(
                $"Promoted although worse by {Harm} in one cohort; on the candidates' own hold-outs and on redrawn ones. Without a planted harm the {harmless.Count} truly better candidates that truly lose no more than {Harm / 5} in any asked cohort pass {Numbers.Percent(passed.Average())} of redrawn hold-outs; all {better.Count} truly better ones, with the harm that they really do, {Numbers.Percent(better.Average(tested => redrawn.Open(unharmed[tested], trial.Gates)))}. The airports are not asked for, and nothing is claimed of them."
            )
            .Table(
                ["cohort", "asked", $"#promoted of {all.Count} own hold-outs", $"#promoted of {all.Count * Redraws} redrawn"],
                harmed.Select(cohort =>
                    new[]
                    {
                        cohort.Cohort,
                        planted.ContainsKey(cohort.Cohort) ? "yes" : "no",
                        Numbers.Count(cohort.Passed),
                        planted.TryGetValue(cohort.Cohort, out var seen)
                            ? Numbers.Count(seen.Values.Sum(one => (long)Math.Round(redrawn.Open(one, trial.Gates) * Redraws)))
                            : "",
                    }
                )
            )
            .Heading(2, "Each gate by itself")
            .Paragraph(
                "*False yes*: the gate opens where the truth over the four weeks is planted exactly at its margin, in those candidates that are not worse already; the declared error is beside it. *Power*: it opens for a truly better candidate without a planted harm. Redrawn hold-outs of one candidate share their four weeks, so the figures are as sure as that many candidates make them."
            )
            .Table(["gate", "planted", "#candidates", "#false yes", "#declared", "#power"], [.. FalseYes(unharmed, better)])
            .Paragraph(NextCycleSaid())
            .Heading(2, "Other margins")
            .Paragraph(
                "What the margins were sized by: how often the truly better candidates pass a gate on redrawn hold-outs, and for `no-harm` how often a planted harm does."
            )
            .Table(["gate", "#power", "#harm in hour < 6", "#harm in island"], Margins(unharmed, planted, better))
            .ToString();
        var holds = 3 * promoted >= better.Count && harmed.Take(_asked.Length).All(cohort => cohort.Passed == 0) && passed.Average() >= 0.8;
        return (text, holds);
    }

    /// <summary>The asked cohort in which a candidate truly loses most; a gain is a negative loss.</summary>
    private (string Cohort, double Loss) Worst(TestedCandidate tested) =>
        tested
            .Next.Rows.Masks.Select(mask => mask.Cohort)
            .Where(cohort => trial.Gates.OfType<NoHarm>().Any(gate => gate.In.Count == 0 || gate.In.Contains(cohort.Rule)))
            .Select(cohort => (cohort.Name, Loss: -tested.Truth(trial.Metric, cohort.Name)))
            .MaxBy(cohort => cohort.Loss);

    private static IReadOnlyList<Comparison> Told(TestedCandidate tested, IReadOnlyList<Comparison> seen)
    {
        Console.WriteLine($"  {tested.Turn.Candidate}");
        return seen;
    }

    private IEnumerable<string> NotOpen(TestedCandidate tested) =>
        trial
            .Judge(trial.Compare(tested, tested.HoldOut), trial.Gates)
            .Where(answer => answer.Outcome != GateOutcome.Open)
            .Select(answer => answer.Gate);

    private bool PassesHarmed(TestedCandidate tested, string cohort) =>
        trial
            .Judge(trial.Compare(tested, Harmed(tested.HoldOut, cohort, Harm)), trial.Gates)
            .All(answer => answer.Outcome == GateOutcome.Open);

    /// <summary>The candidate worse than the current model by an amount in one cohort.</summary>
    private ScoredDays Harmed(ScoredDays days, string cohort, double by) =>
        PlantedHarm.Into(days, trial.Metric, cohort, days.Value(trial.Metric, days.Current, cohort) - by);

    private IEnumerable<string[]> FalseYes(
        Dictionary<TestedCandidate, IReadOnlyList<Comparison>> unharmed,
        IReadOnlyList<TestedCandidate> better
    )
    {
        var metric = trial.Metric;
        foreach (var gate in trial.Gates)
        {
            foreach (var (cohort, wanted, said) in Worst(gate))
            {
                var possible = all.Where(tested => tested.Next.Value(metric, tested.Next.Candidate, cohort) > wanted(tested.Next)).ToList();
                var opened = possible
                    .AsEnumerable()
                    .Select(tested =>
                    {
                        var days = PlantedHarm.Into(tested.Next, metric, cohort, wanted(tested.Next));
                        return redrawn.Open(redrawn.Of(tested, cohort == Figure.All ? days.Overall : days), Alone(gate, cohort));
                    })
                    .ToList();
                Console.WriteLine($"  {gate.Name}, {said}");
                yield return
                [
                    gate.Name,
                    said,
                    Numbers.Count(possible.Count),
                    opened.Count == 0 ? "–" : Numbers.Percent(opened.Average()),
                    Numbers.Percent((gate as NoHarm)?.Error ?? trial.Error),
                    Numbers.Percent(better.Average(tested => redrawn.Open(unharmed[tested], gate))),
                ];
            }
        }
    }

    /// <summary>The worst truths that a gate may not say yes to: cohort, the candidate's value there, and in words.</summary>
    private IEnumerable<(string Cohort, Func<ScoredDays, double> Wanted, string Said)> Worst(Gate gate) =>
        gate switch
        {
            NoWorse no => [(Figure.All, days => Current(days, Figure.All) - no.By, $"{no.By} worse over all rows")],
            NoCreep no =>
            [
                (Figure.All, days => days.Value(trial.Metric, days.Anchor, Figure.All) - no.By, $"{no.By} worse than the anchor"),
            ],
            NoHarm no => _asked.Select(cohort =>
                (cohort, (Func<ScoredDays, double>)(days => Current(days, cohort) - no.By), $"{no.By} worse in {cohort}")
            ),
            AtLeastGate at => [(Figure.All, _ => at.Value, $"a value of {at.Value}")],
            _ => [],
        };

    private double Current(ScoredDays days, string cohort) => days.Value(trial.Metric, days.Current, cohort);

    /// <summary>The margin on these rows alone: the next cycle's is no loss that could be planted.</summary>
    private static Gate Alone(Gate gate, string cohort) =>
        gate is NoWorse no && cohort == Figure.All ? no with { NextCycle = double.MaxValue } : gate;

    /// <summary>How often the next cycle was below what had been predicted of it.</summary>
    private string NextCycleSaid()
    {
        var predicted = turns
            .Select(
                (turn, i) => (Turn: turn, Shown: i + 1 < turns.Count ? turns[i + 1].Realised : null, Predicted: trial.NextCycle(turns, i))
            )
            .Where(turn => turn is { Shown: not null, Predicted: not null })
            .ToList();
        var below = predicted.Count(turn => turn.Shown < turn.Predicted!.Difference.Low);
        var above = predicted.Count(turn => turn.Shown > turn.Predicted!.Difference.High);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The next cycle's margin is no loss that could be planted. Of {predicted.Count} predictions in the replay {below} had the next cycle below the interval and {above} above it; {trial.Error:0.##%} are declared for each end."
        );
    }

    private IEnumerable<string[]> Margins(
        Dictionary<TestedCandidate, IReadOnlyList<Comparison>> unharmed,
        Dictionary<string, Dictionary<TestedCandidate, IReadOnlyList<Comparison>>> planted,
        IReadOnlyList<TestedCandidate> better
    )
    {
        var noWorse = trial.Gates.OfType<NoWorse>().Single();
        var noHarm = trial.Gates.OfType<NoHarm>().Single();
        IEnumerable<(Gate Gate, string Said)> others =
        [
            .. new[] { 0.01, 0.02, 0.03 }.Select(by =>
                ((Gate)(noWorse with { By = by, NextCycle = double.MaxValue }), $"no-worse by {by} on these rows")
            ),
            .. new[] { 0.03, 0.04, 0.05, 0.06 }.Select(by =>
                ((Gate)(noWorse with { By = double.MaxValue, NextCycle = by }), $"no-worse by {by} in the next cycle")
            ),
            .. new[] { 0.03, 0.035, 0.04, 0.045, 0.05 }.Select(by => ((Gate)(noHarm with { By = by }), $"no-harm by {by}")),
            (noHarm with { In = [] }, $"no-harm by {noHarm.By}, asking every cohort"),
        ];
        return others.Select(other =>
            (string[])
                [
                    other.Said,
                    Numbers.Percent(better.Average(tested => redrawn.Open(unharmed[tested], other.Gate))),
                    .. _asked.Select(cohort =>
                        other.Gate is NoHarm
                            ? Numbers.Percent(all.Average(tested => redrawn.Open(planted[cohort][tested], other.Gate)))
                            : ""
                    ),
                ]
        );
    }

    private static string Signed(double? value) => value is { } number ? Numbers.Signed(number, 4) : "–";
}
