using System.Security.Cryptography;
using System.Text;
using Flywheel.Logging;
using Flywheel.Tests.Infra;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Logging;

/// <summary>What is redacted is in no file that Flywheel writes, whatever way the row went.</summary>
public sealed class RedactionTests : IDisposable
{
    private const string Variable = "REDACTION_TESTS_KEY";
    private const string Key = "a key that is long enough, and longer than the sixty-four bytes of one block of the hash";

    /// <summary>In every value that must not be found.</summary>
    private const string Secret = "Lovelace";

    /// <summary>A number that no hash has by chance.</summary>
    private const string Zip = "12345678912";

    private readonly TemporaryRepository repository = new();

    public RedactionTests()
    {
        Environment.SetEnvironmentVariable(Variable, Key);
        repository.Edit("order_id: integer", "order_id: text");
        repository.Edit(
            "channel: text",
            "channel: text\n    customer: text\n    born: date\n    age: integer\n    seen_at: timestamp\n    height: double"
        );
        repository.Edit(
            "  quarantine:",
            $$"""
              redact:
                order_id: { hash: {{Variable}} }
                customer: { hash: { key: {{Variable}} } }
                Email: drop
                phone: { hash: {{Variable}} }
                age: { bucket: 10 }
                height: { bucket: 0.25 }
                born: { bucket: 7d }
                seen_at: { bucket: 1h }
                zip: { bucket: 1000 }
              quarantine:
            """
        );
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)));

    private static string Order(string id, string amount = "20.5", string age = "37", string customer = $"\"Ada {Secret}\"") =>
        $$"""{"order_id":"{{Secret}}-{{id}}","ordered_at":"2024-01-01T10:00:00","amount":{{amount}},"items":2,"channel":"web","customer":{{customer}},"email":"ada@{{Secret}}.org","EMAIL":{"of":["{{Secret}}"]},"Phone":"{{Secret}} 1","zip":{{Zip}},"age":{{age}},"born":"1815-12-10","seen_at":"2024-01-01T10:59:59","height":1.7,"note":"kept"}""";

    [Fact]
    public void Nothing_that_is_written_holds_what_was_redacted()
    {
        LandGoodAndBad();

        var log = repository.Turn(1).Log();

        Assert.Equal((3, 12), (log.Events, log.Quarantined.Values.Sum()));
        Assert.Equal(1, log.Labels);
        Assert.NotEmpty(Written(Hash($"{Secret}-1")));
        Assert.All([Secret, Zip, Key[..20]], text => Assert.Empty(Written(text)));
    }

    [Fact]
    public void A_hash_is_the_one_that_everybody_computes_and_a_bucket_is_the_lower_edge()
    {
        LandGoodAndBad();

        repository.Turn(1, "log");

        Assert.Equal(
            [
                $"{Hash($"Ada {Secret}")}|1815-12-04|30|2024-01-01 10:00:00|1.5",
                $"{Hash("7")}|1815-12-04|-10|2024-01-01 10:00:00|1.5",
                "–|–|–|–|–",
            ],
            repository
                .Rows<string>(
                    repository.After(1),
                    "events",
                    $"concat_ws('|', {string.Join(", ", new[] { "customer", "born", "age", "seen_at", "height" }.Select(name => $"coalesce(CAST({name} AS VARCHAR), '–')"))})"
                )
                .OrderByDescending(row => row.EndsWith("1.5", StringComparison.Ordinal))
                .ThenBy(row => row.Contains("-10", StringComparison.Ordinal))
        );
        Assert.Equal([(Hash($"{Secret}-1"), 1)], repository.Rows<(string, long)>(repository.After(1), "labels", "order_id, returned"));
        Assert.Equal(1, repository.Ask<long>(repository.After(1), "SELECT count(returned) FROM log"));
    }

    [Fact]
    public void Quarantine_keeps_the_columns_that_are_not_redacted_and_withholds_what_cannot_be_read()
    {
        LandGoodAndBad();

        repository.Turn(1, "log");

        var rows = repository.Quarantined(repository.After(1));
        var refused = rows.First(row => row.Reason == "no-amount");
        Assert.Equal(Hash($"{Secret}-4"), refused.Id);
        Assert.Equal(
            $$"""{"Phone":"{{Hash($"{Secret} 1")}}","age":30,"amount":-1,"born":"1815-12-04","channel":"web","customer":"{{Hash($"Ada {Secret}")}}","height":1.5,"items":2,"note":"kept","order_id":"{{Hash($"{Secret}-4")}}","ordered_at":"2024-01-01T10:00:00","seen_at":"2024-01-01 10:00:00","zip":12345678000.0}""",
            refused.Content
        );
        Assert.Equal(4, rows.Count(row => row.Content == "(withheld: what cannot be read cannot be redacted)"));
        Assert.Contains(
            rows,
            row => row is { Reason: LandedLines.WrongType } && row.Content.Contains("\"age\":null", StringComparison.Ordinal)
        );
        Assert.Contains(rows, row => row.Content == "{}");
    }

    [Fact]
    public void The_same_event_has_the_same_hash_whichever_form_it_comes_in()
    {
        repository.Land("events/a.jsonl", Order("1") + "\n");
        LandParquet($"'{Secret}-1'", "20.0");

        var log = repository.Turn(1, "log").Log();

        Assert.Equal((1, 1), (log.Events, log.Quarantined["events: its id was taken before"]));
    }

    [Theory]
    [InlineData(
        null,
        "the environment has no REDACTION_TESTS_OTHER, by which strategy/shop/strategy.yaml hashes a column under log.redact; nothing was taken in. Type: export REDACTION_TESTS_OTHER=…"
    )]
    [InlineData("", "the environment has no REDACTION_TESTS_OTHER,")]
    [InlineData("too short", "the key in REDACTION_TESTS_OTHER is shorter than 16 characters,")]
    public void Without_its_key_a_turn_takes_nothing_in(string? key, string said)
    {
        const string Other = "REDACTION_TESTS_OTHER";
        repository.Edit($"phone: {{ hash: {Variable} }}", $"phone: {{ hash: {Other} }}");
        repository.Land("events/a.jsonl", Order("1") + "\n");
        Environment.SetEnvironmentVariable(Other, key);

        var result = repository.Flywheel("log", "shop", "--as-of", "2024-01-02", "--assume-merged");

        Assert.Equal(6, result.Code);
        Assert.StartsWith("flywheel: " + said, result.Error, StringComparison.Ordinal);
        Assert.Empty(repository.Digests());
    }

    [Fact]
    public void Another_key_under_the_same_name_is_refused_and_a_new_name_is_the_way_to_a_new_key()
    {
        const string Moved = "REDACTION_TESTS_MOVED";
        Environment.SetEnvironmentVariable(Moved, "the first key that was there");
        repository.Edit($"order_id: {{ hash: {Variable} }}", $"order_id: {{ hash: {Moved} }}");
        repository.Land("events/a.jsonl", Order("1") + "\n");
        repository.Turn(1, "log");
        repository.Land("events/b.jsonl", Order("2") + "\n");
        Environment.SetEnvironmentVariable(Moved, "another key under its name");

        var refused = Assert.Throws<RefusedException>(() => repository.Turn(1, "log"));
        repository.Edit($"order_id: {{ hash: {Moved} }}", "order_id: { hash: REDACTION_TESTS_NEW }");
        Environment.SetEnvironmentVariable("REDACTION_TESTS_NEW", "another key under its name");

        Assert.Equal(ExitCode.Lacking, refused.Code);
        Assert.StartsWith(
            $"the key in {Moved} is not the one by which values in shop's log were hashed,",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(2, repository.Turn(1, "log").Log().Events);
    }

    [Fact]
    public void An_erased_id_is_refused_by_its_hash()
    {
        repository.Land("events/a.jsonl", Order("1") + "\n" + Order("2") + "\n");
        repository.Turn(1, "log");
        repository.Write("ids.txt", Hash($"{Secret}-1") + "\n");

        var result = repository.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "asked to");
        repository.Land("events/b.jsonl", Order("1") + "\n");
        repository.Turn(1, "log");

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal([Hash($"{Secret}-2")], repository.Rows<string>(repository.After(1), "events", "order_id"));
    }

    [Theory]
    [InlineData("bucket: 0", "A width is more than 0 and at most 1000000000000.")]
    [InlineData("bucket: -5", "A width is a number such as 10 or 0.5, or a duration such as 1h.")]
    [InlineData("bucket: 0h", "A bucket has a width.")]
    [InlineData("hash: lower", "Write the name of an environment variable,")]
    public void A_redaction_that_cannot_be_is_told(string rule, string said)
    {
        repository.Edit("age: { bucket: 10 }", $"age: {{ {rule} }}");

        var result = repository.Flywheel("validate", "shop");

        Assert.Equal(2, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redacted_column_that_nothing_has_is_told_where_it_reads_like_one_that_is_kept()
    {
        repository.Edit("Email: drop", "emial: drop");
        LandGoodAndBad();

        var fault = Assert.Single(repository.Work(place => ColumnCheck.Faults(place.Workplace, place.Strategy).ToList()));

        Assert.Contains(
            "The column 'emial' is redacted, and nothing in .flywheel/production/shop has it. There is a column 'email', which is kept as it is.",
            fault.ToString(),
            StringComparison.Ordinal
        );
    }

    private void LandGoodAndBad()
    {
        repository.Land(
            "events/a.jsonl",
            string.Join(
                '\n',
                Order("1"),
                Order("2", age: "-7", customer: "7"),
                Order("1"),
                Order("4", amount: "-1"),
                Order("5", age: $"\"{Secret}\""),
                Order("6", customer: $"[\"{Secret}\"]"),
                $"{{\"Email\":\"{Secret}\"}}",
                $"{{\"order_id\":\"{Secret}\"",
                $"[\"{Secret}\"]",
                Order("7")[..90]
            )
        );
        repository.Land(
            "labels/a.jsonl",
            $"{{\"order_id\":\"{Secret}-1\",\"returned\":1,\"email\":\"{Secret}\"}}\n{{\"order_id\":\"{Secret}-2\",\"returned\":\"x\",\"email\":\"{Secret}\"}}\n{Secret}\n"
        );
        LandParquet($"unnest(['{Secret}-8', '{Secret}-8', NULL])", "20.0");
    }

    private void LandParquet(string ids, string amount)
    {
        var path = repository.PathOf($"{TemporaryRepository.Source}/events/p.parquet");
        TemporaryRepository.ChangeFiles(
            $"""
            COPY (SELECT {ids} AS order_id, TIMESTAMP '2024-01-01 11:00:00' AS ordered_at, {amount} AS amount, 2 AS items, 'web' AS channel,
                  NULL::VARCHAR AS customer, NULL::DATE AS born, NULL::BIGINT AS age, NULL::TIMESTAMP AS seen_at, NULL::DOUBLE AS height,
                  '{Secret}' AS "eMail", '{Secret} 2' AS phone, {Zip} AS zip) TO {Sql.Text(path)} (FORMAT parquet)
            """
        );
    }

    /// <summary>Files outside of what production wrote that hold a text, in their bytes or in the values of Parquet.</summary>
    private List<string> Written(string text) =>
        [
            .. Directory
                .EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/production/", StringComparison.Ordinal))
                .Where(file => Holds(file, text)),
        ];

    private static bool Holds(string file, string text)
    {
        var bytes = File.ReadAllBytes(file);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            || (
                bytes.AsSpan().StartsWith("PAR1"u8)
                && TemporaryRepository.AskFiles<long>(
                    $"SELECT count(*) FROM (SELECT CAST(to_json(row) AS VARCHAR) AS row FROM read_parquet({Sql.Text(file)}) AS row) WHERE contains(row, {Sql.Text(text)})"
                ) > 0
            );
    }

    public void Dispose() => repository.Dispose();
}
