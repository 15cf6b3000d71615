using System.Globalization;
using Flywheel.Cli;
using Flywheel.Logging;
using Flywheel.Monitoring.Drills;
using Flywheel.Monitoring.References;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Monitoring.Drills;

/// <summary>Every number of the report comes out of its own SQL again, on an untidy shop with many metrics, distances and checks.</summary>
public sealed class ReadingsTests : IDisposable
{
    private const string Everything = """
            - missing: { column: items }
            - range: { of: amount, from: 20, to: 90, at-most: 0.1 }
            - one-of: { of: channel, in: [ app, web ], at-most: 0.1 }
            - share: { of: score > 0.3, at-most: 0.2 }
            - share: { of: amount > 50, at-most: 0.2, in: channel=app }
            - unique: { of: items }
            - new-values: { of: order_id, at-most: 0.5 }
            - fresh: 1h
            - usual-rows: { over: 4 }
            - metric: { name: log-loss, at-most: 0.1, in: channel=web }
        """;

    private readonly TemporaryRepository repository = new(untidy: true);

    public ReadingsTests()
    {
        repository.Edit("metrics.yaml", "[ auc, log-loss ]", "[ auc, log-loss, brier, calibration, accuracy, precision, recall, f1, mae ]");
        repository.Edit(
            "metrics.yaml",
            "[ jensen-shannon, psi ]",
            "[ l1, l-infinity, earth-movers, jensen-shannon, hellinger, psi, chi-square, kullback-leibler, kolmogorov-smirnov ]"
        );
        repository.Edit("  window: 1d\n", "  window: 1d\n  more-windows: [ 6h, 3d ]\n");
        repository.Edit("    - missing: { column: items }\n    - range: { of: amount, from: 1, to: 200 }", Everything.TrimEnd());
    }

    public void Dispose() => repository.Dispose();

    [Theory]
    [InlineData("validation-of-current-model")]
    [InlineData("{ sliding-window: 1d }")]
    public void Every_number_is_what_its_own_SQL_gives(string reference)
    {
        repository.Edit("monitoring:\n", $"monitoring:\n  reference: {reference}\n");
        repository.Live(5);

        Ask(
            5,
            (readings, asked) =>
            {
                var numbers = SameAgain(readings, asked);

                // 4 counts, 9 metrics of 8 groups, 9 distances of 6 columns, of which 7 of a category; and the checks of metrics and drift.
                Assert.True(numbers.Count > 4 + (9 * 7) + (9 * 4), $"{numbers.Count}");
                Assert.Equal(readings.Count, readings.Select(reading => reading.Id).Distinct().Count());
                Assert.Equal(9, numbers.Count(reading => reading.What.EndsWith(" over 3d", StringComparison.Ordinal)));
                Assert.Equal(
                    3600,
                    repository
                        .Turn(5)
                        .Of<Flywheel.Monitoring.MonitoringRecord>()
                        .Windows!.Single(window => window.Size.TotalDays == 3)
                        .Events,
                    100.0
                );
            }
        );
    }

    [Fact]
    public void Of_a_sample_too_whose_rows_stand_for_several_events()
    {
        repository.Edit("  quarantine:\n", "  keep: { sample: 0.4 }\n  quarantine:\n");
        repository.Live(5);

        Ask(
            5,
            (readings, asked) =>
            {
                SameAgain(readings, asked);
                var unweighted = asked.Value<double>(
                    "SELECT avg(returned) FROM log WHERE ordered_at >= '2024-01-05' AND ordered_at < '2024-01-06' AND returned IS NOT NULL"
                );
                Assert.Equal(unweighted, readings.Single(reading => reading.What == "share of positive labels").Number!.Value, 1e-9);
                var range = readings.Single(reading => reading.What == "amount in [20, 90]");
                var words = range.Value.Split(' ');
                Assert.Equal(
                    double.Parse(words[0], CultureInfo.InvariantCulture) / double.Parse(words[2], CultureInfo.InvariantCulture),
                    asked.Value<double>(range.Drill()!.Value!),
                    1e-12
                );
            }
        );
    }

    [Fact]
    public void Every_check_is_taken_apart_into_what_it_said_and_rows_that_are_there()
    {
        repository.Live(5);

        Ask(
            5,
            (readings, asked) =>
            {
                var checks = readings.Where(reading => reading.Role != "number").ToList();
                Assert.Equal(14, checks.Count);
                foreach (var check in checks)
                {
                    var drill = check.Drill();
                    Assert.True(drill is not null, check.What);
                    var value = asked.Value<double>(drill.Value!);
                    Assert.Contains(
                        Forms(value),
                        form =>
                            check.Value.Contains(form, StringComparison.Ordinal) || check.What.Contains("newest", StringComparison.Ordinal)
                    );
                    Assert.All(drill.Behind, behind => asked.Value<object?>($"SELECT count(*) FROM ({behind.Sql})"));
                }

                Assert.Equal(10, asked.Value<long>(Count(checks, "amount in [20, 90]", 0)));
                Assert.Equal("shop", asked.Value<string>($"SELECT value FROM ({Sql(checks, "channel is one of 2 values", 0)})"));
                Assert.Equal(4, asked.Value<long>(Count(checks, "repeated items ≤ 0%", 0)));
            }
        );

        static string[] Forms(double value) =>
            [
                value.ToString("0.##%", CultureInfo.InvariantCulture),
                value.ToString("0.####", CultureInfo.InvariantCulture),
                value.ToString("0", CultureInfo.InvariantCulture) + " events",
            ];
    }

    [Fact]
    public void The_rows_of_the_greatest_loss_and_the_bins_that_add_most_come_first()
    {
        repository.Live(5);

        Ask(
            5,
            (readings, asked) =>
            {
                var loss = Sql(readings, "log-loss of all", 0);
                var worst = asked.Value<double>($"SELECT min(loss) FROM ({loss})");
                var better = asked.Value<long>(
                    $"""
                    SELECT count(*) FROM log WHERE ordered_at >= '2024-01-05' AND ordered_at < '2024-01-06' AND score IS NOT NULL AND returned IS NOT NULL
                    AND -ln(CASE WHEN returned = 1 THEN score ELSE 1 - score END) > {worst.ToString("R", CultureInfo.InvariantCulture)}
                    """
                );
                Assert.InRange(better, 0, 9);

                var psi = readings.First(reading => reading.What == "psi of amount");
                var adds = asked.Value<double>($"SELECT sum(adds) FROM ({psi.Drill()!.Behind[0].Sql})");
                Assert.Equal(psi.Number!.Value, adds, 6);
                Assert.True(
                    asked.Value<bool>($"SELECT bool_and(\"from\" IS NOT NULL OR \"to\" IS NOT NULL) FROM ({psi.Drill()!.Behind[0].Sql})")
                );
            }
        );
    }

    [Fact]
    public void An_id_is_the_same_in_every_turn_and_longer_only_where_two_begin_alike()
    {
        var ids = Reading.Ids(["psi of score", "auc of all"]);

        Assert.All(ids, id => Assert.Equal(6, id.Value.Length));
        Assert.Equal(ids["auc of all"], Reading.Ids(["auc of all", "events"])["auc of all"]);
        Assert.Equal(5000, Reading.Ids(Enumerable.Range(0, 5000).Select(i => $"number {i}")).Values.Distinct().Count());
    }

    [Fact]
    public void The_command_lists_ids_and_what_it_prints_can_be_asked_again()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        var before = shop.Tracked();

        var list = shop.Flywheel("explain", "shop");
        var id = Row(list.Output, "psi of score ≤ 0.5")[0];
        var drift = shop.Flywheel("explain", "shop", id);
        var figure = shop.Flywheel("explain", "shop", Row(list.Output, "auc of all")[0][..5]);
        var unknown = shop.Flywheel("explain", "shop", "zzz");
        var many = shop.Flywheel("explain", "shop", "");

        Assert.True(list.Code == 0, list.Error);
        Assert.Equal(["alert", "ok"], [Row(list.Output, "psi of score ≤ 0.5")[2], Row(list.Output, "psi of score ≤ 0.5")[4]]);
        Assert.True(drift.Code == 0, drift.Error);
        Assert.Contains(", as the turn recorded.", drift.Output, StringComparison.Ordinal);
        Assert.Contains("The bins of score that add most:", drift.Output, StringComparison.Ordinal);
        Assert.Contains("Rows of the window in the first of them:", drift.Output, StringComparison.Ordinal);
        Assert.Contains(", as the turn recorded.", figure.Output, StringComparison.Ordinal);
        Assert.Contains("The rows with the greatest loss:", figure.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.Code);
        Assert.Contains(
            "Nothing of this turn has the id 'zzz'. To see every id, type: flywheel explain shop",
            unknown.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Type more of its digits.", many.Error, StringComparison.Ordinal);

        var sql = drift.Output.Split("The SQL behind it:\n\n")[1].Split("\n\nIt gives ");
        var again = shop.Flywheel("sql", "shop", "--csv", sql[0]);
        Assert.True(again.Code == 0, again.Error);
        Assert.StartsWith(
            sql[1].Split(',')[0],
            double.Parse(again.Output.Split('\n')[1], CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );
        Assert.Equal(before, shop.Tracked());
    }

    [Fact]
    public void Before_any_turn_and_without_a_reference_it_says_so()
    {
        using var shop = new TemporaryRepository();
        var none = shop.Flywheel("explain", "shop");
        shop.Live(1);
        var first = shop.Flywheel("explain", "shop");
        var drift = shop.Flywheel("explain", "shop", Row(first.Output, "psi of score ≤ 0.5")[0]);
        var auc = shop.Flywheel("explain", "shop", Row(first.Output, "auc of all")[0]);

        Assert.Equal(2, none.Code);
        Assert.Contains("shop has no turn yet. Type: flywheel loop shop", none.Error, StringComparison.Ordinal);
        Assert.Equal(0, drift.Code);
        Assert.Contains("There is nothing to take apart", drift.Output, StringComparison.Ordinal);
        Assert.Equal(0, auc.Code);
        Assert.Contains("It gives no number.", auc.Output, StringComparison.Ordinal);
    }

    /// <summary>Asks every number's own SQL, and gives them.</summary>
    private static List<Reading> SameAgain(IReadOnlyList<Reading> readings, Flywheel.Warehouse.Database asked)
    {
        var numbers = readings.Where(reading => reading.Number is not null).ToList();
        Assert.All(
            numbers,
            reading =>
            {
                var again = asked.Value<double>(reading.Drill()!.Value!);
                Assert.True(
                    Math.Abs(again - reading.Number!.Value) < 2e-6,
                    $"{reading.What}: {again}, recorded {reading.Number}\n{reading.Drill()!.Value}"
                );
            }
        );
        return numbers;
    }

    private static string Sql(IEnumerable<Reading> readings, string what, int behind) =>
        readings.First(reading => reading.What == what).Drill()!.Behind[behind].Sql;

    private static string Count(IEnumerable<Reading> readings, string what, int behind) =>
        $"SELECT count(*) FROM ({Sql(readings, what, behind)})";

    private static string[] Row(string output, string what) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Single(cells => cells.Length > 1 && cells[1] == what);

    private void Ask(int cycle, Action<IReadOnlyList<Reading>, Flywheel.Warehouse.Database> look)
    {
        using var workshop = new Workshop(repository.Root, new NoProgress());
        var strategy = workshop.Strategy(ShopStrategy.Model);
        var time = repository.After(cycle);
        var turn = new Turn(strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.OpenDry(strategy));
        Loop.Turn(turn, "monitor");
        var asked = workshop.Ask(AskedLog.Copy(turn, curated: false, (ReferenceScores.Table, ReferenceScores.Select(turn))));
        look(new Readings(turn, asked.Database).All, asked.Database);
    }
}
