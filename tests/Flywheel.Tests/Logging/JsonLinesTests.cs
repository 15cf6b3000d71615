using System.Text;
using Flywheel.Logging;
using Flywheel.Storage;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging;

/// <summary>JSON lines land like Parquet, and what is wrong with a line is that line's trouble only.</summary>
public sealed class JsonLinesTests
{
    private const string TakenBefore = "its id was taken before";
    private const string NoObject = "the line is not a JSON object";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_rows_make_the_same_log_whichever_form_they_come_in(bool mixed)
    {
        using var parquet = new TemporaryRepository(untidy: true);
        using var lines = new TemporaryRepository(untidy: true);
        parquet.Arrive(3);
        lines.TakeProductionOf(parquet);
        lines.ToLines(mixed ? i => i != 1 : null);

        for (var cycle = 1; cycle <= 3; cycle++)
        {
            Assert.Equal(Json.Write(parquet.Turn(cycle, "log").Log()), Json.Write(lines.Turn(cycle, "log").Log()));
        }

        Assert.Equal(
            parquet.Digests().Where(partition => !partition.StartsWith("quarantine", StringComparison.Ordinal)),
            lines.Digests().Where(partition => !partition.StartsWith("quarantine", StringComparison.Ordinal))
        );
        Assert.Equal(
            parquet.Quarantined(parquet.After(3)).Select(row => (row.Reason, row.Id)).Order(),
            lines.Quarantined(lines.After(3)).Select(row => (row.Reason, row.Id)).Order()
        );
    }

    [Theory]
    [InlineData("{\"order_id\":1", NoObject)]
    [InlineData("[1,2]", NoObject)]
    [InlineData("null", NoObject)]
    [InlineData("17", NoObject)]
    [InlineData("order_id,amount", NoObject)]
    [InlineData("{\"order_id\":1} {\"order_id\":2}", NoObject)]
    [InlineData("{\"ordered_at\":\"2024-01-01\",\"amount\":1}", "no id")]
    [InlineData("{\"order_id\":null,\"ordered_at\":\"2024-01-01\",\"amount\":1}", "no id")]
    [InlineData("{\"order_id\":5,\"amount\":1}", "no time")]
    [InlineData("{\"order_id\":5,\"ordered_at\":\"2024-01-01\"}", "no-amount")]
    [InlineData("{\"order_id\":\"five\",\"ordered_at\":\"2024-01-01\",\"amount\":1}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5.5,\"ordered_at\":\"2024-01-01\",\"amount\":1}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":12345678901234567890123,\"ordered_at\":\"2024-01-01\",\"amount\":1}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5,\"ordered_at\":1704067200,\"amount\":1}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5,\"ordered_at\":\"2024-02-30\",\"amount\":1}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5,\"ordered_at\":\"2024-01-01\",\"amount\":{\"eur\":1}}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5,\"ordered_at\":\"2024-01-01\",\"amount\":1,\"channel\":[\"web\"]}", LandedLines.WrongType)]
    [InlineData("{\"order_id\":5,\"ordered_at\":\"2024-01-01\",\"amount\":true}", LandedLines.WrongType)]
    public void A_line_that_cannot_be_taken_is_kept_with_its_reason_and_as_it_was_written(string line, string reason)
    {
        using var repository = new TemporaryRepository();
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n{line}\n{Landing.Order(2)}\n");

        var log = repository.Turn(1, "log").Log();

        Assert.Equal(2, log.Events);
        Assert.Equal(new Dictionary<string, long> { [$"events: {reason}"] = 1 }, log.Quarantined);
        Assert.Equal((reason, line), Assert.Single(repository.Quarantined(repository.After(1)).Select(row => (row.Reason, row.Content))));
    }

    [Fact]
    public void A_last_line_that_is_cut_off_says_so_and_the_one_that_only_lacks_its_end_is_taken()
    {
        using var repository = new TemporaryRepository();
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n{Landing.Order(2)[..30]}");
        repository.Land("events/b.jsonl", Landing.Order(3));

        var log = repository.Turn(1, "log").Log();

        Assert.Equal(2, log.Events);
        Assert.Equal(
            ("the last line is cut off", null, Landing.Order(2)[..30]),
            Assert.Single(repository.Quarantined(repository.After(1)))
        );
    }

    [Fact]
    public void An_empty_file_a_byte_order_mark_blank_lines_and_windows_line_ends_are_no_faults()
    {
        using var repository = new TemporaryRepository();
        repository.Land("events/a.jsonl", "");
        repository.Land("events/b.jsonl.gz", "");
        repository.Land("events/c.jsonl", $"\uFEFF{Landing.Order(1)}\r\n\r\n  \t\n{Landing.Order(2)}\r\n");
        repository.Land("events/d.jsonl", "\n\n");
        repository.Land("events/e.jsonl", $"\uFEFF{Landing.Order(3, amount: "-1")}\r\n");

        var log = repository.Turn(1, "log").Log();

        Assert.Equal((2, 1), (log.Events, log.Quarantined.Values.Sum()));
        Assert.Equal(("no-amount", "3", Landing.Order(3, amount: "-1")), Assert.Single(repository.Quarantined(repository.After(1))));
        Assert.Equal(
            [("events/c.jsonl", 0L), ("events/c.jsonl", 3L)],
            repository.Rows<(string, long)>(repository.After(1), "events", "source_file, source_row")
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_and_lines_without_an_end_in_sight_cost_their_own_line_only()
    {
        using var repository = new TemporaryRepository();
        var broken = Encoding.UTF8.GetBytes($"{Landing.Order(1)}\n{Landing.Order(2, more: ",\"note\":\"#\"")}\n{Landing.Order(3)}\n");
        broken[Array.IndexOf(broken, (byte)'#')] = 0xFF;
        repository.Land("events/a.jsonl", broken);
        repository.Land(
            "events/b.jsonl",
            $"{Landing.Order(4)}\n{Landing.Order(5, more: $",\"note\":\"{new string('x', JsonLines.LongestLine)}\"")}\n{Landing.Order(6)}\n"
        );
        repository.Land(
            "events/c.jsonl",
            $"{Landing.Order(7, more: ",\"note\":\"a\0b\"")}\n{Landing.Order(8, more: $",\"note\":\"{new string('y', JsonLines.LongestLine / 2)}\"")}\n"
        );

        var log = repository.Turn(1, "log").Log();

        Assert.Equal([1, 3, 4, 6, 8], repository.Rows<long>(repository.After(1), "events", "order_id"));
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["events: the line is longer than 16 MB"] = 1,
                [$"events: {NoObject}"] = 1,
                ["events: the line is not UTF-8"] = 1,
            },
            log.Quarantined
        );
        var content = repository.Quarantined(repository.After(1)).Select(row => row.Content).ToList();
        Assert.Equal(Landing.Order(2, more: ",\"note\":\"\uFFFD\""), content[0]);
        Assert.Equal(1000, content[1].Length);
    }

    [Fact]
    public void Values_are_read_as_declared_whatever_JSON_calls_them()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("channel: text", "channel: text\n    gift: boolean\n    due: date");
        repository.Land(
            "events/a.jsonl",
            """
            {"order_id":"1","ordered_at":"2024-01-01T10:00:00Z","amount":"20.5","items":2.0,"channel":7,"gift":"true","due":"2024-02-01"}
            {"order_id":2,"ordered_at":"2024-01-01T10:00:00.25+02:00","amount":1e1,"items":null,"channel":"é\"\\","gift":false,"extra":{"a":[1]}}
            {"order_id":9007199254740993,"ordered_at":"2024-01-01 05:30:00-0330","amount":3,"channel":"","gift":null,"due":null}
            """
        );

        var log = repository.Turn(1, "log").Log();

        Assert.Empty(log.Quarantined);
        Assert.Equal(
            [
                "1|2024-01-01 10:00:00|20.5|2|7|true|2024-02-01",
                "2|2024-01-01 08:00:00.25|10.0|–|é\"\\|false|–",
                "9007199254740993|2024-01-01 09:00:00|3.0|–||–|–",
            ],
            repository.Rows<string>(
                repository.After(1),
                "events",
                "concat_ws('|', order_id, ordered_at, amount, coalesce(CAST(items AS VARCHAR), '–'), channel, coalesce(CAST(gift AS VARCHAR), '–'), coalesce(CAST(due AS VARCHAR), '–'))"
            )
        );
    }

    [Fact]
    public void Of_one_id_the_first_received_stays_within_a_file_across_files_and_across_forms()
    {
        using var repository = new TemporaryRepository();
        repository.Land(
            "events/a.jsonl",
            $"{Landing.Order(1, "10", received: "2024-01-01T12:00:00")}\n{Landing.Order(1, "11", received: "2024-01-01T11:00:00")}\n"
        );
        repository.Land("events/b.jsonl.gz", $"{Landing.Order(1, "12", received: "2024-01-01T13:00:00")}\n{Landing.Order(2, "20")}\n");
        var path = repository.PathOf($"{TemporaryRepository.Source}/events/c.parquet");
        TemporaryRepository.ChangeFiles(
            $"""
            COPY (SELECT unnest([1, 2, 3]) AS order_id, TIMESTAMP '2024-01-01 10:00:00' AS ordered_at, 13.0 AS amount, 2 AS items, 'web' AS channel,
                  TIMESTAMP '2024-01-01 14:00:00' AS received_at) TO '{path}' (FORMAT parquet)
            """
        );

        var first = repository.Turn(1, "log").Log();
        repository.Land("events/d.jsonl", $"{Landing.Order(3, "30", at: "2024-01-02T10:00:00")}\n");
        var again = repository.Turn(2, "log").Log();

        Assert.Equal((3, 4), (first.Events, first.Quarantined[$"events: {TakenBefore}"]));
        Assert.Equal((3, 5), (again.EventsSoFar, again.Quarantined[$"events: {TakenBefore}"]));
        Assert.Equal([(1, 11.0), (2, 20.0), (3, 13.0)], repository.Rows<(long, double)>(repository.After(2), "events", "order_id, amount"));
    }

    [Fact]
    public void A_line_is_taken_once_however_often_the_cycle_is_turned_and_a_file_that_grew_adds_its_new_lines()
    {
        using var repository = new TemporaryRepository();
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n\nnonsense\n");
        repository.Turn(1, "log");
        var once = repository.Digests();

        repository.Turn(1, "log");
        Assert.Equal(once, repository.Digests());
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n\nnonsense\n{Landing.Order(2)}\nmore nonsense\n");
        var grown = repository.Turn(1, "log").Log();

        Assert.Equal((2, 2), (grown.EventsSoFar, grown.Quarantined[$"events: {NoObject}"]));
        Assert.Equal(["nonsense", "more nonsense"], repository.Quarantined(repository.After(1)).Select(row => row.Content));
    }

    [Fact]
    public void Lines_received_later_wait_for_their_turn()
    {
        using var repository = new TemporaryRepository();
        repository.Land(
            "events/a.jsonl",
            $"{Landing.Order(1, received: "2024-01-02T09:00:00+01:00")}\n{Landing.Order(2)}\n{Landing.Order(3, received: "2024-01-02T01:30:00+02:00")}\n"
        );

        Assert.Equal(2, repository.Turn(1, "log").Log().EventsSoFar);
        Assert.Equal(3, repository.Turn(2, "log").Log().EventsSoFar);
        Assert.Equal(2, repository.Turn(1, "log").Log().EventsSoFar);
    }

    [Fact]
    public void Labels_without_an_arrival_count_from_the_declared_delay_on_and_wait_for_their_event()
    {
        using var repository = new TemporaryRepository();
        repository.Land(
            "labels/a.jsonl",
            "{\"order_id\":1,\"returned\":1}\n{\"order_id\":2,\"returned\":0}\n{\"order_id\":3,\"returned\":2}\n{\"order_id\":1,\"returned\":\"x\"}\n"
        );
        repository.Land("events/a.jsonl", $"{Landing.Order(1)}\n{Landing.Order(2, at: "2024-01-01T20:00:00")}\n");

        var first = repository.Turn(1, "log").Log();
        repository.Land("events/b.jsonl", $"{Landing.Order(3, at: "2024-01-01T21:00:00", received: "2024-01-02T01:00:00")}\n");
        var second = repository.Turn(2, "log").Log();

        Assert.Equal((1, 1), (first.Labels, first.Quarantined[$"labels: {LandedLines.WrongType}"]));
        Assert.Equal((2, 1), (second.Labels, second.Quarantined["labels: the label is neither 0 nor 1"]));
        Assert.Equal(
            [(1, new DateTime(2024, 1, 1, 16, 0, 0)), (2, new(2024, 1, 2, 2, 0, 0))],
            repository.Rows<(long, DateTime)>(repository.After(2), "labels", "order_id, received_at")
        );
    }

    [Fact]
    public void Many_blocks_of_a_file_are_read_in_any_order_and_make_one_log()
    {
        using var repository = new TemporaryRepository();
        const int Lines = 60_000;
        var text = new StringBuilder();
        for (var i = 0; i < Lines; i++)
        {
            text.Append(Landing.Order(i, more: $",\"note\":\"{new string('n', 200)}\"")).Append(i % 1000 == 7 ? "x\n" : "\n");
        }

        repository.Land("events/a.jsonl", text.ToString());
        repository.Land("events/b.jsonl.gz", text.ToString());

        var log = repository.Turn(1, "log").Log();

        Assert.Equal(Lines - 60, log.Events);
        Assert.Equal((120, Lines - 60), (log.Quarantined[$"events: {NoObject}"], log.Quarantined[$"events: {TakenBefore}"]));
        Assert.Equal(
            [(Lines - 60, Lines - 60, 1)],
            repository.Rows<(long, long, long)>(
                repository.After(1),
                "events",
                "count(*), count(*) FILTER (order_id = source_row), count(DISTINCT source_file)"
            )
        );
        var objects = Directory
            .GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .Order()
            .ToList();
        repository.LoseStore();
        repository.Turn(1, "log");
        Assert.Equal(
            objects,
            Directory.GetFiles(repository.PathOf(".flywheel/objects"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void The_whole_loop_turns_on_lines_alone()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        repository.ToLines();

        var result = repository.Flywheel("loop", "shop", "--assume-merged");
        var checkedColumns = repository.Flywheel("validate", "shop");

        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("| 2024-01-02 |", repository.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
        Assert.True(checkedColumns.Code == 0, checkedColumns.Error);
    }

    [Fact]
    public void Columns_that_no_line_has_are_told_with_those_that_are_there()
    {
        using var repository = new TemporaryRepository();
        repository.Land(
            "events/a.jsonl",
            "{\"order_id\":1,\"orderd_at\":\"2024-01-01\",\"amount\":true,\"items\":null,\"channel\":\"web\"}\nnonsense\n"
        );

        Assert.Equal(
            """
            strategy/shop/strategy.yaml:8:5: error FW0410: The events in .flywheel/production/shop have no column 'ordered_at'. They have: amount, channel, items, order_id, orderd_at. Did you mean 'orderd_at'?
            strategy/shop/strategy.yaml:9:5: error FW0410: The column 'amount' is declared as double, and the events have boolean. A value that cannot be read as declared goes to quarantine. Declare the type that production writes.
            """,
            repository.Work(place => string.Join('\n', ColumnCheck.Faults(place.Workplace, place.Strategy)))
        );
    }

    [Fact]
    public void A_damaged_gzip_file_is_named_and_nothing_is_taken_from_it()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        repository.Land("events/z.jsonl.gz", string.Concat(Enumerable.Range(0, 1000).Select(i => Landing.Order(i) + "\n")));
        var path = repository.PathOf($"{TemporaryRepository.Source}/events/z.jsonl.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^200]);

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-02", "--assume-merged");

        Assert.Equal(6, result.Code);
        Assert.StartsWith(
            "flywheel: .flywheel/production/shop/events/z.jsonl.gz is not a whole gzip file: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Null(repository.Read("reports/shop/ledger.csv"));
    }
}
