using Flywheel.Cli.Adapters;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Strategy;
using Flywheel.Tests.Docs;
using Flywheel.Tests.Infra;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Flywheel.Tests.Monitoring.Checks;

public sealed class PredictedCheckTests : IDisposable
{
    private static readonly ModelStrategy _strategy = FlightsStrategy.Observing(
        """
            - predicted: { }
            - predicted: { of: distance }
            - predicted: { of: { condition: distance > 300 }, in: weekend }
            - predicted: { of: { error: accuracy } }
        """
    );

    private readonly InMemory memory = new();

    public PredictedCheckTests() =>
        memory.Database.Execute("CREATE TABLE log (flight_id BIGINT, departs_at TIMESTAMP, distance DOUBLE, score DOUBLE, late BIGINT)");

    public void Dispose() => memory.Dispose();

    /// <remarks>Worked by hand: places {1, 3, 2, 2, 1, 3} and {10, 10, 12, 12, 11, 11} have means 2 and 11 and variances 4 / 5.</remarks>
    [Fact]
    public void The_range_is_that_of_the_formula()
    {
        var history = new double[] { 1, 10, 3, 10, 2, 12, 2, 12, 1, 11, 3, 11 };

        var range = SeasonalRange.Learn(history, 2, 2);

        // t(5; .95) = 2.015048.
        var reach = 2.015048 * Math.Sqrt(0.8) * Math.Sqrt(7 / 6.0);
        Assert.Equal(12, range.Periods);
        Assert.Equal(2 - reach, range.Of(0, 0.05).Low, 5);
        Assert.Equal(2 + reach, range.Of(0, 0.05).High, 5);
        Assert.Equal(11 + reach, range.Of(1, 0.05).High, 5);
        Assert.Equal(2 + reach, SeasonalRange.Learn(history, 1, 2).Of(1, 0.05).High, 5);
        Assert.True(range.Knows(1));
        Assert.False(SeasonalRange.Learn(history[..11], 2, 2).Knows(1));
    }

    /// <summary>Of windows like the days before, as many are outside as the error says.</summary>
    [Fact]
    public void Chance_alarms_are_as_many_as_asked_for()
    {
        const int Windows = 4000;
        const double Error = 0.01;
        var random = new MersenneTwister(11, threadSafe: false);

        var outside = Enumerable
            .Range(0, Windows)
            .Count(_ =>
            {
                // A week with a rhythm, in which a day varies the more the more it has.
                var days = Enumerable
                    .Range(0, 7 * 13)
                    .Select(i => Normal.Sample(random, 100 + (50 * (i % 7)), 5 + (3 * (i % 7))))
                    .ToArray();
                var range = SeasonalRange.Learn(days[7..], 7, 7);
                return Enumerable.Range(0, 7).Any(i => !range.Holds(i, days[i], Error / 7));
            });

        Assert.Equal(2 * Error, (double)outside / Windows, 3 * Math.Sqrt(2 * Error / Windows));
    }

    /// <remarks>A rhythm of the week is no news; 8 % more on one day are, and half as many on Mondays only where Mondays are not so.</remarks>
    [Theory]
    [InlineData("TRUE", Outcome.Ok)]
    [InlineData("NOT (departs_at::DATE = '2001-06-06' AND flight_id % 4 = 0)", Outcome.Bad)]
    [InlineData("departs_at::DATE <> '2001-06-10'", Outcome.Bad)]
    public void The_number_of_events_has_its_week(string kept, Outcome outcome)
    {
        Fill(kept);

        var verdict = Judge(0);

        Assert.Equal("events each 1d as predicted", _strategy.Main.Monitoring.Observe[0].Said);
        Assert.True(outcome == verdict.Outcome, verdict.Why);
        if (outcome == Outcome.Ok)
        {
            Assert.Equal("7 periods are within what 84 before them predict", verdict.Why);
        }
        else
        {
            Assert.Matches(
                @"^1 of 7 periods are outside; that of 2001-06-(06|10) is at \d+, predicted \[\d+(\.\d+)?, \d+(\.\d+)?\]$",
                verdict.Why
            );
        }

        Assert.Equal(verdict, Judge(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mean_of_the_window_that_changed_is_found_and_one_that_did_not_is_not(int check)
    {
        Fill("TRUE");
        var calm = Judge(check);
        memory.Database.Execute("UPDATE log SET distance = distance + 150, score = 1 - score WHERE departs_at >= TIMESTAMP '2001-06-09'");

        Assert.Equal(Outcome.Ok, calm.Outcome);
        Assert.Equal(Outcome.Bad, Judge(check).Outcome);
    }

    [Fact]
    public void Fewer_than_six_weeks_predict_nothing_and_a_silent_log_is_outside()
    {
        Fill("departs_at >= TIMESTAMP '2001-04-30'");
        Assert.Equal(Verdict.NotEnoughEvidence("34 periods with a value lie before the window, 42 are needed"), Judge(0));

        Fill("departs_at < TIMESTAMP '2001-06-04'");
        Assert.Equal(Outcome.Bad, Judge(0).Outcome);
        Assert.Equal(Outcome.NotEnoughEvidence, Judge(1).Outcome);
    }

    [Fact]
    public void The_drill_lists_the_periods()
    {
        Fill("TRUE");

        var drill = _strategy.Main.Monitoring.Observe[0].Drill(Seen())!;

        Assert.Equal(new DateTime(2001, 6, 10), memory.Database.Value<DateTime>($"SELECT max(period) FROM ({drill.Behind[0].Sql})"));
        Assert.Equal(
            memory.Database.Value<long>("SELECT count(*) FROM log WHERE departs_at::DATE = '2001-06-10'"),
            memory.Database.Value<long>($"SELECT events FROM ({drill.Behind[0].Sql}) ORDER BY period DESC LIMIT 1")
        );
    }

    [Theory]
    [InlineData("predicted: { over: 5w }", "over is 35d, less than 6 seasons of 7 times 1d.")]
    [InlineData("predicted: { of: origin }", "Here a Number is wanted.")]
    [InlineData("predicted: { of: { error: auc } }", "'auc' is no metric that each row has an error of.")]
    [InlineData("predicted: { error: 0 }", "'error' is 0, outside (0, 0.5)")]
    public void A_check_that_could_not_run_is_a_fault(string check, string told)
    {
        var refused = Assert.ThrowsAny<Exception>(() => FlightsStrategy.Observing($"    - {check}"));

        Assert.Contains(told, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_docs_show_can_be_loaded()
    {
        var shown = new Page("docs/strategy.md").Blocks.Single(block => block.Content.Contains("- predicted:", StringComparison.Ordinal));

        Assert.All(
            FlightsStrategy.Observing(shown.Content.Split('\n', 2)[1]).Main.Monitoring.Observe,
            check => Assert.IsType<PredictedCheck>(check)
        );
    }

    [Fact]
    public void In_a_turn_it_reads_what_lies_before_the_window()
    {
        using var repository = new TemporaryRepository();
        repository.Edit(
            "    - missing: { column: items }\n",
            "    - missing: { column: items }\n    - predicted: { each: 4h, season: 1, over: 3d }\n"
        );
        repository.Live(5);

        var verdict = repository.Turn(5).Of<MonitoringRecord>().Checks.Single(check => check.Check == "events each 4h as predicted");

        Assert.EndsWith("within what 18 before them predict", verdict.Why, StringComparison.Ordinal);
    }

    /// <summary>Thirteen weeks to 2001-06-11; weekends have half the events, and distances of their own.</summary>
    private void Fill(string kept)
    {
        memory.Database.Execute("DELETE FROM log");
        memory.Database.Execute(
            $"""
            INSERT INTO log
            SELECT i, moment, 100 + 400 * u + CASE WHEN isodow(moment) > 5 THEN 100 ELSE 0 END, CASE WHEN v < 0.3 THEN 0.2 ELSE 0.8 END,
                   CASE WHEN w < 0.2 THEN 1 - CAST(v >= 0.3 AS BIGINT) ELSE CAST(v >= 0.3 AS BIGINT) END
            FROM (SELECT range AS i, TIMESTAMP '2001-03-12' + to_minutes(6 * range) AS moment, md5_number_lower('u' || range) / 18446744073709551616.0 AS u,
                         md5_number_lower('v' || range) / 18446744073709551616.0 AS v, md5_number_lower('w' || range) / 18446744073709551616.0 AS w,
                         range // 240 AS day, range % 240 AS place FROM range(13 * 7 * 240))
            WHERE place < CASE WHEN isodow(moment) > 5 THEN 100 ELSE 210 END + day * 5 % 9
            """
        );
        memory.Database.Execute($"DELETE FROM log WHERE NOT ({kept})");
    }

    private Verdict Judge(int check) => _strategy.Main.Monitoring.Observe[check].Judge(Seen());

    private Observation Seen()
    {
        var window = new Slice(memory.Database, "departs_at >= TIMESTAMP '2001-06-04' AND departs_at < TIMESTAMP '2001-06-11'");
        return new(_strategy, window.Count("TRUE"), [], [], 0, window.Count)
        {
            AsOf = new(2001, 6, 11),
            Arrived = 504,
            ArrivedBefore = [],
            Window = window,
            Engine = new XGBoostEngine(2),
        };
    }
}
