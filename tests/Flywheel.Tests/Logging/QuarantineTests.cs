using Flywheel.Logging;
using Flywheel.Storage;
using Flywheel.Tests.Infra;
using Flywheel.Turns;

namespace Flywheel.Tests.Logging;

/// <summary>What is in quarantine can be looked at, and comes out once, when it is good: nothing is lost on the way.</summary>
public sealed class QuarantineTests : IDisposable
{
    private const string Variable = "QUARANTINE_TESTS_KEY";
    private readonly TemporaryRepository repository = new();

    public QuarantineTests() => Environment.SetEnvironmentVariable(Variable, "a key that is long enough");

    [Fact]
    public void Reasons_are_listed_with_their_counts_and_examples()
    {
        LandGoodAndBad();
        repository.Turn(1, "log");

        var listed = repository.Flywheel("quarantine", "shop");
        var one = repository.Flywheel("quarantine", "shop", "--examples", "0");

        Assert.Equal((0, ""), (listed.Code, listed.Error));
        Assert.Equal(
            $"""
            6 rows in quarantine.
            events: no-amount: 3 rows, received 2024-01-01 10:00:00 to 2024-01-01 12:00:00
              2, events/a.jsonl row 2: {Landing.Order(2, "-2")}
              5, events/a.jsonl row 5: {Landing.Order(5, "-5")}
            events: the last line is cut off: 1 row, received 2024-01-02 00:00:00
              no id, events/a.jsonl row 6: {Landing.Order(6)[..40]}
            events: the line is not a JSON object: 1 row, received 2024-01-02 00:00:00
              no id, events/a.jsonl row 4: nonsense
            labels: the label is neither 0 nor 1: 1 row, received 2024-01-01 16:00:00
              2, labels/a.jsonl row 2: {"{\"order_id\":2,\"returned\":7,\"received_at\":\"2024-01-01T16:00:00\"}"}

            """,
            listed.Output
        );
        Assert.Equal(5, one.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void An_empty_quarantine_says_so()
    {
        Assert.Equal("Nothing is in quarantine.\n", repository.Flywheel("quarantine", "shop").Output);
        Assert.Equal(
            "0 rows left quarantine for the log.\nNothing stays.\n",
            repository.Flywheel("quarantine", "shop", "--replay", "--assume-merged").Output
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_a_mended_strategy_allows_are_taken_once_and_the_others_stay(bool filesAreGone)
    {
        LandGoodAndBad();
        repository.Turn(1, "log");
        var before = Total();
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL OR amount <= -5");
        if (filesAreGone)
        {
            Directory.Delete(repository.PathOf(TemporaryRepository.Source), recursive: true);
        }

        var dry = repository.Flywheel("quarantine", "shop", "--replay", "--assume-merged", "--dry-run");
        Assert.Equal(before, Total());
        var result = repository.Flywheel("quarantine", "shop", "--replay", "--assume-merged");
        var again = repository.Flywheel("quarantine", "shop", "--replay", "--assume-merged");

        Assert.StartsWith("2 rows would leave quarantine for the log.\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            """
            2 rows left quarantine for the log.
            What stays: events: no-amount (1); events: the last line is cut off (1); events: the line is not a JSON object (1); labels: the label is neither 0 nor 1 (1).
            They count as received after the last merged turn; the next one sees them: flywheel loop shop

            """,
            result.Output
        );
        Assert.StartsWith("0 rows left quarantine for the log.\n", again.Output, StringComparison.Ordinal);
        var log = repository.Turn(1, "log").Log();
        Assert.Equal(
            (4, 3),
            (
                log.EventsSoFar,
                log.Quarantined.Where(reason => reason.Key.StartsWith("events", StringComparison.Ordinal)).Sum(reason => reason.Value)
            )
        );
        Assert.Equal(
            [(1, 20.5), (2, -2.0), (3, 20.5), (4, -4.0)],
            repository.Rows<(long, double)>(repository.After(1), "events", "order_id, amount")
        );
        Assert.StartsWith("4 rows in quarantine.\n", repository.Flywheel("quarantine", "shop").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_its_producer_has_finished_since_is_taken_from_the_file()
    {
        LandGoodAndBad();
        repository.Turn(1, "log");
        repository.Land(
            "events/a.jsonl",
            Lines().Replace(Landing.Order(6)[..40], Landing.Order(6), StringComparison.Ordinal) + $"\n{Landing.Order(7)}\n"
        );

        var replayed = Replay();
        var log = repository.Turn(1, "log").Log();

        Assert.Equal((1, 0), (replayed[0].Taken, replayed[0].NotKept));
        Assert.Equal([1, 3, 6, 7], repository.Rows<long>(repository.After(1), "events", "order_id"));
        Assert.Equal(4, log.EventsSoFar);
    }

    [Fact]
    public void A_file_that_grows_after_rows_of_it_have_left_quarantine_adds_its_new_rows_and_no_other()
    {
        LandGoodAndBad();
        repository.Turn(1, "log");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");
        Replay();
        repository.Land("events/a.jsonl", Lines() + $"\n{Landing.Order(7)}\n{Landing.Order(8)}");

        var log = repository.Turn(1, "log").Log();

        Assert.Equal([1, 2, 3, 4, 5, 7, 8], repository.Rows<long>(repository.After(1), "events", "order_id"));
        Assert.Equal(
            (7, 2),
            (
                log.EventsSoFar,
                log.Quarantined.Where(reason => reason.Key.StartsWith("events", StringComparison.Ordinal)).Sum(reason => reason.Value)
            )
        );
    }

    [Fact]
    public void Of_one_id_only_one_row_comes_out_and_none_where_it_was_taken_meanwhile()
    {
        repository.Land(
            "events/a.jsonl",
            $"{Landing.Order(1, "-1", received: "2024-01-01T12:00:00")}\n{Landing.Order(1, "-2", received: "2024-01-01T11:00:00")}\n{Landing.Order(2, "-3")}\n"
        );
        repository.Turn(1, "log");
        repository.Land("events/b.jsonl", $"{Landing.Order(2, "30")}\n");
        repository.Turn(1, "log");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");

        var events = Replay()[0];

        Assert.Equal(1, events.Taken);
        Assert.Equal(new Dictionary<string, long> { ["its id was taken before"] = 2 }, events.Still);
        Assert.Equal([(1, -2.0), (2, 30.0)], repository.Rows<(long, double)>(repository.After(1), "events", "order_id, amount"));
    }

    [Fact]
    public void A_decided_turn_made_again_sees_what_it_saw_and_the_next_one_sees_the_rows()
    {
        using var shop = new TemporaryRepository(untidy: true);
        shop.Live(2);
        var decided = Said(shop.Turn(2));
        shop.Arrive(3);
        var bad = shop.Turn(2).Log().Quarantined["events: no-amount"];
        shop.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");

        var result = shop.Flywheel("quarantine", "shop", "--replay", "--assume-merged");
        var next = shop.Turn(3).Log();
        shop.Edit("no-amount: amount IS NULL", "no-amount: amount IS NULL OR amount <= 0");

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(decided, Said(shop.Turn(2)));
        Assert.True(bad > 0);
        Assert.Equal(
            shop.After(2).AddMicroseconds(1),
            shop.Rows<DateTime>(shop.After(3), "events", "min(received_at) FILTER (amount < 0)")[0]
        );
        Assert.True(next.Events > shop.Production.OrdersADay);

        static string Said(Turn turn) => Json.Write(turn.Log());
    }

    [Fact]
    public void Labels_and_complaints_come_out_as_well()
    {
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n");
        repository.Land(
            "labels/a.jsonl",
            "{\"order_id\":1,\"returned\":\"one\",\"received_at\":\"2024-01-01T20:00:00\"}\n{\"order_id\":1}\n"
        );
        repository.Land("feedback/a.jsonl", "{\"order_id\":1,\"complaint\":\"maybe\"}\n");
        repository.Turn(1, "log");
        repository.Land("labels/a.jsonl", "{\"order_id\":1,\"returned\":1,\"received_at\":\"2024-01-01T20:00:00\"}\n{\"order_id\":1}\n");
        repository.Land("feedback/a.jsonl", "{\"order_id\":1,\"complaint\":true}\n");

        var replayed = Replay();

        Assert.Equal([0, 1, 1], replayed.Select(stream => stream.Taken));
        Assert.Equal(new Dictionary<string, long> { ["no label"] = 1 }, replayed[1].Still);
        Assert.Equal(
            (1, 1),
            (
                repository.Ask<long>(repository.After(1), "SELECT sum(returned) FROM log"),
                repository.Ask<long>(repository.After(1), "SELECT count(*) FROM log WHERE complaint")
            )
        );
    }

    [Fact]
    public void What_was_redacted_on_its_way_in_is_redacted_once_and_what_was_not_yet_is_redacted_on_its_way_out()
    {
        repository.Edit("channel: text", "channel: text\n    customer: text");
        repository.Land("events/a.jsonl", $"{Landing.Order(1, "-1", more: ",\"customer\":\"Ada\"")}\n");
        repository.Turn(1, "log");
        repository.Edit("  quarantine:", $"  redact: {{ customer: {{ hash: {Variable} }} }}\n  quarantine:");
        repository.Land(
            "events/b.jsonl",
            $"{Landing.Order(2, "-1", more: ",\"customer\":\"Ada\"")}\n{Landing.Order(3, "1", more: ",\"customer\":\"Ada\"")}\n"
        );
        repository.Turn(1, "log");
        Directory.Delete(repository.PathOf(TemporaryRepository.Source), recursive: true);
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");

        Assert.Equal(2, Replay()[0].Taken);

        var customers = repository.Rows<string>(repository.After(1), "events", "customer");
        Assert.Equal(64, Assert.Single(customers.Distinct()).Length);
        Assert.Equal(3, customers.Count);
    }

    [Fact]
    public void What_was_redacted_by_other_rules_waits_for_its_file()
    {
        repository.Edit("channel: text", "channel: text\n    customer: text");
        repository.Edit("  quarantine:", $"  redact: {{ customer: {{ hash: {Variable} }} }}\n  quarantine:");
        repository.Land("events/a.jsonl", $"{Landing.Order(1, "-1", more: ",\"customer\":\"Ada\"")}\n");
        repository.Turn(1, "log");
        var file = repository.SourceFiles("events")[0];
        File.Move(file, file + ".away");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");
        repository.Edit($"customer: {{ hash: {Variable} }}", $"customer: {{ hash: {Variable} }}, note: drop");

        Assert.Equal(new Dictionary<string, long> { ["no-amount"] = 1 }, Replay()[0].Still);
        File.Move(file + ".away", file);
        Assert.Equal(1, Replay()[0].Taken);
    }

    [Fact]
    public void A_line_of_which_quarantine_keeps_less_than_was_written_does_not_come_out_of_it()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Landing.Order(1, more: ",\"note\":\"#\"") + "\n");
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xFF;
        repository.Land("events/a.jsonl", bytes);
        repository.Turn(1, "log");
        Directory.Delete(repository.PathOf(TemporaryRepository.Source), recursive: true);

        Assert.Equal(new Dictionary<string, long> { ["the line is not UTF-8"] = 1 }, Replay()[0].Still);
    }

    [Fact]
    public void A_row_that_the_sample_leaves_out_leaves_quarantine_all_the_same()
    {
        repository.Edit("  quarantine:", "  keep: { sample: 0.5 }\n  quarantine:");
        repository.Land("events/a.jsonl", string.Join('\n', Enumerable.Range(0, 60).Select(i => Landing.Order(i, "-1"))));
        repository.Turn(1, "log");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");

        var events = Replay()[0];
        var log = repository.Turn(1, "log").Log();

        Assert.Equal(60, events.Taken + events.NotKept);
        Assert.InRange(events.Taken, 15, 45);
        Assert.Equal((60, events.NotKept), (log.EventsSoFar, log.NotKept));
        Assert.Empty(log.Quarantined);
        Assert.Equal(0, Replay()[0].Taken);
    }

    [Fact]
    public void An_erased_row_does_not_come_out()
    {
        LandGoodAndBad();
        repository.Turn(1, "log");
        repository.Write("ids.txt", "2\n");
        var erased = repository.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "asked to");
        repository.Edit("amount IS NULL OR amount <= 0", "amount IS NULL");

        Replay();

        Assert.True(erased.Code == 0, erased.Error);
        Assert.Equal([1, 3, 4, 5], repository.Rows<long>(repository.After(1), "events", "order_id"));
    }

    private IReadOnlyList<Replayed> Replay() => repository.Work(place => new Quarantine(place.At(new DateTime(9999, 1, 1))).Replay());

    /// <summary>Rows of every partition.</summary>
    private long Total() =>
        repository.Work(place =>
            Partitions.Streams.Sum(stream =>
                Partitions.Read(place.Workplace.Store, "shop", stream, DateTime.MaxValue).Sum(partition => partition.Rows)
            )
        );

    private static string Lines() =>
        string.Join(
            '\n',
            Landing.Order(1),
            Landing.Order(2, "-2"),
            Landing.Order(3),
            "nonsense",
            Landing.Order(5, "-5"),
            Landing.Order(6)[..40]
        );

    private void LandGoodAndBad()
    {
        repository.Land("events/a.jsonl", Lines());
        repository.Land(
            "labels/a.jsonl",
            "{\"order_id\":1,\"returned\":1}\n{\"order_id\":2,\"returned\":7,\"received_at\":\"2024-01-01T16:00:00\"}\n{\"order_id\":3,\"returned\":0}\n"
        );
        var path = repository.PathOf($"{TemporaryRepository.Source}/events/p.parquet");
        TemporaryRepository.ChangeFiles(
            $"""
            COPY (SELECT 4 AS order_id, TIMESTAMP '2024-01-01 12:00:00' AS ordered_at, -4.0 AS amount, 2 AS items, 'web' AS channel) TO '{path}' (FORMAT parquet)
            """
        );
    }

    public void Dispose() => repository.Dispose();
}
