using Flywheel.Curation;
using Flywheel.Logging;
using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Flywheel.Turns;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Turns;

public sealed class ExactlyOnceTests
{
    private const string TakenBefore = "events: its id was taken before";

    [Fact]
    public void Rows_sent_again_in_another_file_go_to_quarantine()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);
        repository.Arrive(2);
        File.Copy(repository.SourceFiles("events")[1], repository.PathOf($"{TemporaryRepository.Source}/events/sent-again.parquet"));

        var log = repository.Turn(2).Of<LogRecord>();

        Assert.Equal(repository.Production.OrdersADay, log.Events);
        Assert.Equal(new Dictionary<string, long> { [TakenBefore] = repository.Production.OrdersADay }, log.Quarantined);
    }

    [Fact]
    public void A_file_is_taken_once_however_often_the_cycle_is_turned()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(2);
        var partitions = Directory.GetFiles(repository.PathOf(".flywheel/documents/logs"), "*", SearchOption.AllDirectories);

        repository.Turn(2);
        repository.Turn(1);

        Assert.Equal(
            partitions.Order(),
            Directory.GetFiles(repository.PathOf(".flywheel/documents/logs"), "*", SearchOption.AllDirectories).Order()
        );
    }

    [Fact]
    public void A_partition_of_several_row_groups_has_the_same_bytes_wherever_refused_rows_stood()
    {
        Assert.Equal(ManyWithRefused("<"), ManyWithRefused(">="));

        static string ManyWithRefused(string beforeOrAfterNoon)
        {
            using var repository = new TemporaryRepository();
            repository.Arrive(1);
            var file = repository.SourceFiles("events")[0];
            TemporaryRepository.ChangeFiles(
                $"""
                COPY (
                    SELECT * EXCLUDE (k) REPLACE (order_id + 1000000 * k AS order_id) FROM read_parquet({Sql.Text(
                    file
                )}), range(110) AS many(k)
                    UNION ALL
                    SELECT * EXCLUDE (k) REPLACE (order_id + 1000000 * k AS order_id, -amount AS amount)
                    FROM read_parquet({Sql.Text(file)}), range(200, 240) AS more(k) WHERE hour(ordered_at) {beforeOrAfterNoon} 12)
                TO {Sql.Text(file + ".part")} (FORMAT parquet)
                """
            );
            File.Move(file + ".part", file, overwrite: true);

            var log = repository.Turn(1).Of<LogRecord>();

            Assert.Equal(
                (110L * repository.Production.OrdersADay, 20L * repository.Production.OrdersADay),
                (log.Events, log.Quarantined.Values.Sum())
            );
            return Assert
                .Single(
                    repository.Work(place =>
                        Partitions.Read(place.Workplace.Store, place.Strategy.Model, Partitions.Events, DateTime.MaxValue)
                    )
                )
                .Object;
        }
    }

    [Fact]
    public void A_file_that_grew_against_the_rule_adds_its_new_rows_and_no_other()
    {
        using var repository = new TemporaryRepository();
        repository.Live(1);
        repository.Arrive(2);
        var (first, second) = (repository.SourceFiles("events")[0], repository.SourceFiles("events")[1]);
        TemporaryRepository.ChangeFiles(
            $"""
            COPY (SELECT * FROM read_parquet({Sql.Text(first)}) UNION ALL SELECT * FROM read_parquet({Sql.Text(second)}))
            TO {Sql.Text(first + ".part")} (FORMAT parquet)
            """
        );
        File.Move(first + ".part", first, overwrite: true);
        File.Delete(second);

        var log = repository.Turn(2).Of<LogRecord>();

        Assert.Equal(repository.Production.OrdersADay, log.Events);
        Assert.Equal(2 * repository.Production.OrdersADay, log.EventsSoFar);
        Assert.Empty(log.Quarantined);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("labels")]
    [InlineData("feedback")]
    public void Every_row_received_so_far_is_in_the_log_or_in_quarantine(string stream)
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var visible = $"received_at <= {Sql.Time(repository.After(4))}";
        var sent = TemporaryRepository.AskFiles<long>(
            $"SELECT count(*) FROM read_parquet({Sql.Text(repository.PathOf($"{TemporaryRepository.Source}/{stream}/*.parquet"))}) WHERE {visible}"
        );

        var (taken, quarantined) = repository.Work(place =>
        {
            var turn = place.At(repository.After(4));
            return (
                turn.Database.Value<long>($"SELECT count(*) FROM ({turn.Log.Rows(stream)})"),
                turn.Database.Value<long>(
                    $"SELECT count(*) FROM ({turn.Log.Rows(Partitions.Quarantine)}) WHERE stream = {Sql.Text(stream)}"
                )
            );
        });

        Assert.True(sent > 0);
        Assert.Equal(sent, taken + quarantined);
        Assert.Equal(stream == "feedback", quarantined == 0);
    }

    [Fact]
    public void Quarantine_counts_what_was_received_in_the_cycle_by_reason()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);

        var quarantined = repository.Turn(3).Of<LogRecord>().Quarantined;

        Assert.Equal([TakenBefore, "events: no-amount", "labels: the label is neither 0 nor 1"], quarantined.Keys);
        Assert.All(quarantined.Values, rows => Assert.InRange(rows, 1, 40));
    }

    [Fact]
    public void Of_two_events_with_one_id_the_first_received_stays()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(3);

        var changed = repository.Work(place =>
        {
            var turn = place.At(repository.After(3));
            return turn.Database.Value<long>(
                $"""
                SELECT count(*) FROM ({turn.Log.Rows(Partitions.Events)}) AS log
                JOIN read_parquet({Sql.Text(repository.PathOf($"{TemporaryRepository.Source}/events/*.parquet"))}) AS sent USING (order_id)
                WHERE sent.received_at < log.received_at
                """
            );
        });

        Assert.Equal(0, changed);
        Assert.Equal(0, repository.Ask<long>(repository.After(3), "SELECT count(*) - count(DISTINCT order_id) FROM log"));
    }

    [Fact]
    public void A_late_event_counts_from_the_cycle_in_which_it_was_received_and_is_offered_to_curation_then()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        var cycle = repository.Turn(4);

        var late = repository.Ask<long>(
            repository.After(4),
            $"SELECT count(*) FROM log WHERE received_at > {Sql.Time(repository.After(3))} AND ordered_at < {Sql.Time(repository.After(2))}"
        );

        Assert.True(late > 0);
        Assert.Equal(cycle.Of<LogRecord>().Events, cycle.Of<CurationRecord>().Batch.Rows);
    }

    [Theory]
    [InlineData("events")]
    [InlineData("labels")]
    public void A_file_that_was_not_there_when_its_turn_was_decided_is_of_the_next_turn_whatever_arrival_it_says(string stream)
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(2);
        var whole = repository.SourceFiles(stream)[1];
        var held = repository.PathOf("held.parquet");
        Split(whole, held, "order_id % 10 = 0");
        repository.Turn(1);
        var decided = Of(repository.Turn(2));

        File.Move(held, whole.Replace(".parquet", "-held.parquet"));
        repository.Arrive(3);
        var next = repository.Turn(3);

        Assert.Equal(decided, Of(repository.Turn(2)));
        Assert.Equal(next.Of<LogRecord>().Events, next.Of<CurationRecord>().Batch.Rows);
        var orders = repository.Production.OrdersADay;
        Assert.Equal(stream == "events" ? orders + (orders / 10) : orders, next.Of<LogRecord>().Events);

        string Of(Turn turn) =>
            Json.Write(turn.Of<LogRecord>())
            + Json.Write(turn.Of<CurationRecord>())
            + repository.Read("reports/shop/monitoring.verified.md");

        static void Split(string file, string into, string where)
        {
            TemporaryRepository.ChangeFiles(
                $"COPY (SELECT * FROM read_parquet({Sql.Text(file)}) WHERE {where}) TO {Sql.Text(into)} (FORMAT parquet)"
            );
            TemporaryRepository.ChangeFiles(
                $"COPY (SELECT * FROM read_parquet({Sql.Text(file)}) WHERE NOT ({where})) TO {Sql.Text(file + ".part")} (FORMAT parquet)"
            );
            File.Move(file + ".part", file, overwrite: true);
        }
    }

    [Fact]
    public void A_corrected_label_counts_from_its_arrival_on()
    {
        using var repository = new TemporaryRepository(untidy: true);
        repository.Live(4);
        const string Corrected = "SELECT sum(returned) FROM log WHERE ordered_at < TIMESTAMP '2024-01-01 12:00:00'";
        var truth = TemporaryRepository.AskFiles<long>(
            $"""
            SELECT sum(returned) FROM (
                SELECT arg_max(returned, received_at) AS returned FROM read_parquet({Sql.Text(repository.SourceFiles("labels")[0])})
                WHERE returned < 2 AND order_id < 1600 GROUP BY order_id)
            """
        );

        var before = repository.Ask<long>(repository.After(1), Corrected);
        var after = repository.Ask<long>(repository.After(4), Corrected);

        Assert.NotEqual(before, after);
        Assert.Equal(truth, after);
    }

    [Fact]
    public void Of_two_labels_received_at_one_instant_every_number_of_threads_takes_the_same()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(2);
        foreach (var file in repository.SourceFiles("labels"))
        {
            TemporaryRepository.ChangeFiles(
                $"""
                COPY (SELECT * REPLACE (1 - returned AS returned) FROM read_parquet({Sql.Text(
                    file
                )}) ORDER BY md5(CAST(order_id AS VARCHAR)))
                TO {Sql.Text(file.Replace(".parquet", "-contrary.parquet"))} (FORMAT parquet)
                """
            );
        }

        repository.Turn(2);

        var returned = repository.Ask<long>(repository.After(2), "SELECT sum(returned) FROM log");
        var labelled = repository.Ask<long>(repository.After(2), "SELECT count(returned) FROM log");
        Assert.Contains(returned, new[] { 0, labelled });
    }

    [Fact]
    public void Events_of_a_file_without_arrivals_are_received_as_they_happen_beside_a_file_that_has_them()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        repository.ChangeFile(repository.SourceFiles("events")[2], "* EXCLUDE (received_at)");

        repository.Turn(2);
        var log = repository.Turn(3).Of<LogRecord>();

        Assert.Empty(log.Quarantined);
        Assert.Equal(3 * repository.Production.OrdersADay, log.EventsSoFar);
    }
}
