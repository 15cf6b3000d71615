using Flywheel.Curation;
using Flywheel.Monitoring;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Logging;

/// <summary>A sample of the events: the same ones whatever the way they came, each with its chance, and the others counted.</summary>
public sealed class KeepTests
{
    private const string Uniform = "keep: { sample: 0.25 }";
    private const string Stratified = "keep: { stratified-sample: { by: channel, shares: { app: 1 }, otherwise: 0.1 } }";

    [Fact]
    public void A_share_of_the_ids_is_kept_with_its_chance_and_the_others_are_counted()
    {
        using var repository = Sampled(Uniform);
        repository.Arrive(2);

        repository.Turn(1, "log");
        var log = repository.Turn(2, "log").Log();

        var orders = repository.Production.OrdersADay;
        var kept = repository.Rows<long>(repository.After(2), "events", "order_id");
        Assert.InRange(kept.Count, 0.22 * 2 * orders, 0.28 * 2 * orders);
        Assert.Equal(2 * orders, log.EventsSoFar);
        Assert.Equal(
            [(0.25, (long)kept.Count)],
            repository.Rows<(double, long)>(repository.After(2), "events", "inclusion, count(*) OVER ()").Distinct()
        );
        Assert.Equal(2 * orders - kept.Count, repository.Rows<long>(repository.After(2), "not-kept", "order_id").Except(kept).Count());
        Assert.Equal(4.0, repository.Ask<double>(repository.After(2), "SELECT max(weight) FROM log WHERE weight = 1 / inclusion"));
        Assert.Empty(log.Quarantined);
    }

    [Fact]
    public void The_same_ids_are_kept_whatever_their_order_their_form_and_the_turn_and_more_of_them_where_the_share_is_larger()
    {
        using var tidy = Sampled(Uniform);
        using var other = Sampled(Uniform);
        using var more = Sampled("keep: { sample: 0.5 }");
        tidy.Arrive(2);
        other.TakeProductionOf(tidy);
        more.TakeProductionOf(tidy);
        foreach (var file in other.SourceFiles("events"))
        {
            TemporaryRepository.ChangeFiles(
                $"COPY (FROM read_parquet({Sql.Text(file)}) ORDER BY md5(CAST(order_id AS VARCHAR))) TO {Sql.Text(file.Replace(".parquet", ".jsonl", StringComparison.Ordinal))} (FORMAT json)"
            );
            File.Delete(file);
        }

        tidy.Turn(1, "log");
        tidy.Turn(2, "log");
        other.Turn(2, "log");
        more.Turn(2, "log");

        var ids = Ids(tidy);
        Assert.Equal(ids, Ids(other));
        Assert.Empty(ids.Except(Ids(more)));
        Assert.InRange(Ids(more).Count, 1.8 * ids.Count, 2.2 * ids.Count);

        static IReadOnlyList<long> Ids(TemporaryRepository repository) => repository.Rows<long>(repository.After(2), "events", "order_id");
    }

    [Fact]
    public void A_stratum_is_kept_by_its_own_share()
    {
        using var repository = Sampled(Stratified);
        repository.Arrive(1);

        repository.Turn(1, "log");

        var shares = repository.Rows<(string Channel, double Inclusion, long Rows)>(
            repository.After(1),
            "events",
            "DISTINCT channel, inclusion, count(*) OVER (PARTITION BY channel)"
        );
        Assert.Equal([("app", 1.0), ("shop", 0.1), ("web", 0.1)], shares.Select(share => (share.Channel, share.Inclusion)));
        Assert.Equal(400, shares[0].Rows);
        Assert.All(shares.Skip(1), share => Assert.InRange(share.Rows, 20, 60));
    }

    [Fact]
    public void Strata_may_be_of_any_type_and_of_the_score_and_what_has_no_value_is_of_the_others()
    {
        using var repository = Sampled(
            "keep: { stratified-sample: { by: score > 0.5 AND items > 2, shares: { \"true\": 1, \"false\": 0.5 }, otherwise: 0.001 } }"
        );
        var lines = Enumerable
            .Range(0, 300)
            .Select(i =>
                Landing.Order(
                    i,
                    more: i % 3 == 0 ? ",\"score\":0.9"
                        : i % 3 == 1 ? ",\"score\":0.1"
                        : ""
                )
            );
        repository.Land("events/a.jsonl", string.Join('\n', lines).Replace("\"items\":2", "\"items\":3", StringComparison.Ordinal));

        repository.Turn(1, "log");

        var kept = repository.Rows<(double Inclusion, long Rows)>(
            repository.After(1),
            "events",
            "DISTINCT inclusion, count(*) OVER (PARTITION BY inclusion)"
        );
        Assert.Equal((1.0, 100), kept[^1]);
        Assert.InRange(kept.Single(share => share.Inclusion == 0.5).Rows, 35, 65);
        Assert.True(kept.Count == 2 || kept[0].Rows < 4);
    }

    [Fact]
    public void An_event_that_was_left_out_is_left_out_for_ever_and_its_id_is_taken()
    {
        using var repository = Sampled(Uniform);
        repository.Land("events/a.jsonl", string.Join('\n', Enumerable.Range(0, 100).Select(i => Landing.Order(i))));
        repository.Turn(1, "log");
        var first = repository.Digests();
        var kept = repository.Rows<long>(repository.After(1), "events", "order_id");
        var left = Enumerable.Range(0, 100).First(i => !kept.Contains(i));

        repository.Turn(1, "log");
        Assert.Equal(first, repository.Digests());
        repository.Edit(Uniform, "keep: all");
        repository.Land("events/b.jsonl", $"{Landing.Order(left)}\n{Landing.Order(kept[0])}\n{Landing.Order(200)}\n");
        var log = repository.Turn(1, "log").Log();

        Assert.Equal((101, 2), (log.EventsSoFar, log.Quarantined["events: its id was taken before"]));
        Assert.Equal(kept.Append(200), repository.Rows<long>(repository.After(1), "events", "order_id"));
        Assert.Equal(["0.25", "1.0"], repository.Rows<string>(repository.After(1), "events", "DISTINCT CAST(inclusion AS VARCHAR)"));
        Assert.Equal(kept.Count * 4 + 1, repository.Ask<double>(repository.After(1), "SELECT sum(weight) FROM log"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Labels_of_events_that_were_left_out_wait_for_nothing(bool arrivalIsKnown)
    {
        using var repository = Sampled(Uniform);
        repository.Land(
            "events/a.jsonl",
            string.Join('\n', Enumerable.Range(0, 100).Select(i => Landing.Order(i, at: "2024-01-01T01:00:00")))
        );
        var received = arrivalIsKnown ? ",\"received_at\":\"2024-01-01T08:00:00\"" : "";
        repository.Land(
            "labels/a.jsonl",
            string.Join('\n', Enumerable.Range(0, 101).Select(i => $"{{\"order_id\":{i},\"returned\":1{received}}}"))
        );

        var log = repository.Turn(1, "log").Log();

        Assert.Equal(100 + (arrivalIsKnown ? 1 : 0), log.Labels);
        Assert.Equal(log.NotKept, log.LabelsOfNotKept);
        Assert.Equal(arrivalIsKnown ? 1 : 0, log.LabelsWithoutEvent);
        Assert.Equal(100 - log.NotKept, repository.Ask<long>(repository.After(1), "SELECT count(returned) FROM log"));
    }

    [Fact]
    public void Estimates_speak_of_all_events_and_counts_are_exact()
    {
        using var whole = new TemporaryRepository();
        using var repository = Sampled(Stratified.Replace("0.1", "0.25", StringComparison.Ordinal));
        repository.Edit(
            "    - missing: { column: items }\n",
            "    - share: { of: channel = 'app' }\n    - new-values: { of: channel }\n    - unique: { of: order_id }\n"
        );
        repository.Edit("rows: { at-least: 500 }", "rows: { at-least: 1200, at-most: 1200 }");
        whole.Live(5);
        repository.TakeProductionOf(whole);
        for (var cycle = 1; cycle <= 5; cycle++)
        {
            repository.Turn(cycle);
        }

        var (all, sample) = (whole.Turn(5).Of<MonitoringRecord>(), repository.Turn(5).Of<MonitoringRecord>());

        Assert.Equal(all.Events, sample.Events + sample.NotKept);
        Assert.InRange(sample.Events, 550, 650);
        var window = $"FROM log WHERE ordered_at >= {Sql.Time(repository.After(4))}";
        Assert.Equal(
            repository.Ask<double>(
                repository.After(5),
                $"SELECT sum(returned * weight) / sum(weight) FILTER (returned IS NOT NULL) {window}"
            ),
            sample.LabelMean!.Value,
            12
        );
        var truth = whole.Ask<double>(repository.After(5), "SELECT avg(returned) FROM log");
        var (unweighted, estimate) = (
            repository.Ask<double>(repository.After(5), "SELECT avg(returned) FROM log"),
            repository.Ask<double>(
                repository.After(5),
                "SELECT sum(returned * weight) / sum(weight) FILTER (returned IS NOT NULL) FROM log"
            )
        );
        Assert.InRange(estimate, truth - 0.03, truth + 0.03);
        Assert.True(unweighted > truth + 0.04, $"{unweighted} {truth}");
        var loss = (
            all.Figures.First(figure => figure.Metric == "log-loss").Measured,
            sample.Figures.First(figure => figure.Metric == "log-loss").Measured
        );
        Assert.InRange(loss.Item1.Value!.Value, loss.Item2.Low!.Value, loss.Item2.High!.Value);
        Assert.True(loss.Item2.High - loss.Item2.Low > loss.Item1.High - loss.Item1.Low);
        Assert.Contains(
            sample.Checks,
            check => check.Check.StartsWith("events ≥ 1200", StringComparison.Ordinal) && check.Why == "1200 events"
        );
        Assert.Matches(
            @"\((2[5-9]|3\d|4[0-2])(\.\d+)?%\)",
            sample.Checks.Single(check => check.Check.StartsWith("share of", StringComparison.Ordinal)).Why
        );
        Assert.EndsWith(
            "of the events that were kept",
            sample.Checks.Single(check => check.Check.StartsWith("repeated", StringComparison.Ordinal)).Why,
            StringComparison.Ordinal
        );
        var report = repository.Read("reports/shop/monitoring.verified.md")!;
        Assert.Contains("| events | 1,200 |", report, StringComparison.Ordinal);
        Assert.Contains("**Sampled.** Not every event was kept.", report, StringComparison.Ordinal);
        Assert.Contains("Of these events the sample left out", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_that_curation_picks_weighs_by_both_chances()
    {
        using var repository = Sampled(Uniform);
        repository.Write("strategy/shop/curation.yaml", "labels: { from-log: { price: 1 } }\nrules:\n  - random: { share: 0.5 }\n");
        repository.Arrive(2);
        repository.Turn(1);
        var curated = repository.Turn(2).Of<CurationRecord>();

        Assert.Equal(
            repository.Rows<long>(repository.After(2), "events", "order_id").Count,
            repository.Ask<long>(repository.After(2), "SELECT count(*) FROM log")
        );
        Assert.InRange(curated.Candidates, 250, 350);
        Assert.Equal(
            0.0,
            repository.Ask<double>(
                repository.After(2),
                "SELECT max(abs(weight - 4 / probability)) FROM log JOIN reservoir ON id = order_id"
            ),
            9
        );
        Assert.InRange(repository.Ask<long>(repository.After(2), "SELECT count(*) FROM log JOIN reservoir ON id = order_id"), 250, 350);
    }

    [Fact]
    public void An_id_that_was_left_out_can_be_erased_and_does_not_come_back()
    {
        using var repository = Sampled(Uniform);
        repository.Arrive(1);
        repository.Turn(1);
        var id = repository.Rows<long>(repository.After(1), "not-kept", "order_id")[0];
        repository.Write("ids.txt", $"{id}\n{repository.Rows<long>(repository.After(1), "events", "order_id")[0]}\n");

        var result = repository.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "asked to");
        repository.Turn(1);

        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("not-kept\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, repository.Rows<long>(repository.After(1), "not-kept", "order_id"));
        Assert.Equal(4.0, repository.Ask<double>(repository.After(1), "SELECT max(weight) FROM log"));
    }

    [Theory]
    [InlineData("keep: { sample: 0 }", "'sample' is 0, outside (0, 1].")]
    [InlineData("keep: { sample: 1.5 }", "'sample' is 1.5, outside (0, 1].")]
    [InlineData("keep: some", "'some'")]
    [InlineData("keep: { stratified-sample: { by: chanel, shares: { app: 1 }, otherwise: 0.1 } }", "'chanel'")]
    [InlineData("keep: { stratified-sample: { by: channel, shares: { app: 2 }, otherwise: 0.1 } }", "outside (0, 1]")]
    [InlineData("keep: { stratified-sample: { by: channel, shares: { app: 1 } } }", "otherwise")]
    public void A_sample_that_cannot_be_is_told(string keep, string said)
    {
        using var repository = Sampled(keep);

        var result = repository.Flywheel("validate", "shop");

        Assert.Equal(2, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    private static TemporaryRepository Sampled(string keep)
    {
        var repository = new TemporaryRepository();
        repository.Edit("  quarantine:", $"  {keep}\n  quarantine:");
        return repository;
    }
}
