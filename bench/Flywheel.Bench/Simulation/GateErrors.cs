using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Bench.Simulation;

/// <summary>How often gates answer falsely where the truth is the worst that they may not say yes to.</summary>
public static class GateErrors
{
    private const double Error = 0.05;

    /// <summary>Cohorts of one hold-out, as the flights' strategy has about twenty.</summary>
    private const int Cohorts = 20;

    public static IReadOnlyList<GateError> All(int draws, ulong seed)
    {
        var scenarios = Scenarios.All.Where(scenario => scenario.Name is "week" or "fewest effective days").ToList();
        string[] metrics = ["auc", "log-loss"];
        return
        [
            .. scenarios.SelectMany(scenario => metrics.Select(metric => NoWorse(Turned(scenario), metric, draws, seed))),
            .. scenarios.SelectMany(scenario => metrics.Select(metric => AtLeast(scenario, metric, draws, seed))),
            .. metrics.Select(metric => NoHarm(Scenarios.All.First(scenario => scenario.Name == "large week"), metric, draws, seed)),
        ];
    }

    /// <summary>The same with the better model in force.</summary>
    private static Scenario Turned(Scenario scenario) =>
        scenario with
        {
            World = scenario.World with { Current = scenario.World.Candidate, Candidate = scenario.World.Current },
        };

    /// <summary>The candidate is worse by exactly the margin: open is false.</summary>
    public static GateError NoWorse(Scenario scenario, string name, int draws, ulong seed)
    {
        var metric = MetricKinds.Named(name, ModelTask.Binary);
        var loss =
            metric.Direction
            * (Truth.Of(scenario.World, scenario.World.Current)[name] - Truth.Of(scenario.World, scenario.World.Candidate)[name]);
        var gate = new NoWorse { Metric = name, By = loss };
        return Count(scenario, gate, GateOutcome.Open, draws, seed, Difference);

        Comparison Difference(LabelledSample sample, double[] current, double[] candidate)
        {
            var rows = ScoredRows.Of(sample, candidate);
            return Seen([
                new(
                    Figure.All,
                    GroupKind.All,
                    name,
                    null,
                    metric.Estimate(rows, Error),
                    metric.Difference(rows, ScoredRows.Of(sample, current), Error)
                ),
            ]);
        }
    }

    /// <summary>The value to be reached is exactly the candidate's: open claims too much.</summary>
    public static GateError AtLeast(Scenario scenario, string name, int draws, ulong seed)
    {
        var metric = MetricKinds.Named(name, ModelTask.Binary);
        var gate = new AtLeastGate { Metric = name, Value = Truth.Of(scenario.World, scenario.World.Candidate)[name] };
        return Count(scenario, gate, GateOutcome.Open, draws, seed, Alone);

        Comparison Alone(LabelledSample sample, double[] current, double[] candidate) =>
            Seen([new(Figure.All, GroupKind.All, name, null, metric.Estimate(ScoredRows.Of(sample, candidate), Error), null)]);
    }

    /// <summary>Two models of one quality over many cohorts of uneven size: closed is false.</summary>
    public static GateError NoHarm(Scenario scenario, string name, int draws, ulong seed)
    {
        var metric = MetricKinds.Named(name, ModelTask.Binary);
        var equal = scenario.World with
        {
            Candidate = scenario.World.Current with { First = scenario.World.Current.Second, Second = scenario.World.Current.First },
        };
        return Count(scenario with { World = equal }, new NoHarm { Metric = name, By = 0 }, GateOutcome.Closed, draws, seed, ByCohort);

        Comparison ByCohort(LabelledSample sample, double[] current, double[] candidate)
        {
            var (one, two) = (ScoredRows.Of(sample, candidate), ScoredRows.Of(sample, current));
            var contrasts = new List<Contrast>();
            for (var cohort = 0; cohort < Cohorts; cohort++)
            {
                // The first cohort has a fortieth of the rows, the last about a thirteenth.
                var mask = new bool[sample.Count];
                for (var i = 0; i < mask.Length; i++)
                {
                    mask[i] = CohortOf(i) == cohort;
                }

                var (first, second) = (one.Where(mask), two.Where(mask));
                contrasts.Add(
                    new(
                        $"cohort {cohort}",
                        GroupKind.Cohort,
                        name,
                        null,
                        metric.Estimate(first, Error),
                        metric.Difference(first, second, Error)
                    )
                );
            }

            return Seen(contrasts);
        }
    }

    /// <summary>Rows are drawn independently within a day, so any fixed pattern of their numbers makes cohorts.</summary>
    private static int CohortOf(int row) => (int)(Cohorts * Math.Pow(row % 97 / 97.0, 0.75));

    private static GateError Count(
        Scenario scenario,
        Gate gate,
        GateOutcome wrong,
        int draws,
        ulong seed,
        Func<LabelledSample, double[], double[], Comparison> compare
    )
    {
        var count = 0;
        Parallel.For(
            0,
            draws,
            draw =>
            {
                var (sample, current, candidate) = scenario.Draw(new(seed, (ulong)draw));
                if (gate.Judge(compare(sample, current, candidate), Error).Outcome == wrong)
                {
                    Interlocked.Increment(ref count);
                }
            }
        );
        return new(scenario, gate.Name + (scenario.Weighted ? ", weighted" : ""), gate.JudgedMetric!, count, draws);
    }

    private static Comparison Seen(IReadOnlyList<Contrast> contrasts) =>
        new()
        {
            Candidate = "candidate",
            Current = "current",
            Contrasts = contrasts,
            Decision = Decisions.NoCandidate,
            Why = "",
        };
}

/// <summary>False answers of one gate.</summary>
public sealed record GateError(Scenario Scenario, string Gate, string Metric, int False, int Draws)
{
    public (double Low, double High) Range => ClopperPearson.Of(False, Draws);

    /// <summary>Whether the declared error of .05 is not exceeded beyond chance.</summary>
    public bool Holds => Range.Low <= 0.05;
}
