using System.Text.Json;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cli;

/// <summary>Alarms and missed cycles are delivered once by the strategy's command, and again only where that failed.</summary>
public sealed class AlarmsTests
{
    private const string Told = "told.jsonl";
    private const string Append = "[ bash, append.sh, told.jsonl ]";

    [Fact]
    public void An_alarm_is_delivered_once_as_JSON_with_its_Markdown()
    {
        using var repository = Alarmed(Append);

        var dry = repository.Flywheel("loop", "shop", "--dry-run");
        Assert.Null(repository.Read(Told));
        var first = repository.Flywheel("loop", "shop");
        var again = repository.Flywheel("loop", "shop");

        Assert.Equal((0, 0, 0), (dry.Code, first.Code, again.Code));
        Assert.EndsWith("\nDelivered: shop, the turn of 2024-01-05: an alarm\n", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("elivered", again.Output, StringComparison.Ordinal);
        using var alarm = JsonDocument.Parse(repository.Read(Told)!);
        Assert.Equal(("shop", "2024-01-05", "alert"), (Text(alarm, "model"), Text(alarm, "as-of"), Text(alarm, "kind")));
        Assert.Equal(
            ("events ≥ 5000", "1200 events"),
            (
                alarm.RootElement.GetProperty("of")[0].GetProperty("what").GetString(),
                alarm.RootElement.GetProperty("of")[0].GetProperty("why").GetString()
            )
        );
        Assert.StartsWith("### shop, the turn of 2024-01-05: an alarm\n\n- **", Text(alarm, "text"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_labeler_that_crashes_raises_an_alarm_too_and_only_in_that_turn()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(3);
        repository.Edit("  window: 1d\n", $"  window: 1d\n  deliver:\n    run: {Append}\n");
        File.Copy(Path.Combine(Repository.Root, "build/alarms/append.sh"), repository.PathOf("append.sh"));
        repository.Init();
        repository.ArriveWithTruth(4);
        repository.Behave("crash 30");
        var failed = repository.Flywheel("loop", "shop", "--assume-merged");
        repository.ArriveWithTruth(5);
        repository.Behave("good 0");
        var next = repository.Flywheel("loop", "shop", "--assume-merged");

        Assert.Equal((0, 0), (failed.Code, next.Code));
        Assert.Contains("Alarm: labeler command: ended with 3", failed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("labeler command", next.Output, StringComparison.Ordinal);
        var alarm = Deliveries(repository).Single(one => one.GetProperty("kind").GetString() == "unlabelled");
        Assert.Equal(
            ("2024-01-05", "labeler command"),
            (alarm.GetProperty("as-of").GetString(), alarm.GetProperty("of")[0].GetProperty("what").GetString())
        );
        Assert.Contains("70 points wait for a label", alarm.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_figures_of_the_same_alarm_are_no_news_and_another_alarm_is()
    {
        using var repository = Alarmed(Append);
        repository.Flywheel("loop", "shop");

        repository.Edit("hold-out: 1d", "hold-out: 2d");
        repository.Flywheel("loop", "shop");
        Assert.Single(Deliveries(repository));
        repository.Edit("quarantined: 0.05", "quarantined: 0.05\n    - rows: { at-least: 4000 }");
        repository.Flywheel("loop", "shop");

        Assert.Equal([1, 2], Deliveries(repository).Select(alarm => alarm.GetProperty("of").GetArrayLength()));
    }

    [Fact]
    public void What_could_not_be_delivered_is_said_aloud_and_tried_by_the_next_run_even_where_nothing_is_due()
    {
        using var repository = Alarmed("[ bash, missing.sh ]");

        var failed = repository.Flywheel("loop", "shop");
        repository.Edit("[ bash, missing.sh ]", Append);
        repository.Commit();
        var next = repository.Flywheel("loop", "shop");
        var last = repository.Flywheel("loop", "shop");

        Assert.Equal((0, 0, 0), (failed.Code, next.Code, last.Code));
        Assert.Contains(
            "Not delivered: shop, the turn of 2024-01-05: an alarm\n`bash missing.sh` ended with 127: ",
            failed.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The next run of ./flywheel loop shop tries again. Mend the command, or monitoring.deliver in strategy/shop/strategy.yaml.",
            failed.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("nothing is due", next.Output, StringComparison.Ordinal);
        Assert.Contains("Delivered: shop, the turn of 2024-01-05: an alarm\n", next.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("elivered", last.Output, StringComparison.Ordinal);
        Assert.Single(Deliveries(repository));
    }

    [Theory]
    [InlineData("[ ./nowhere ]", "`./nowhere` does not start: ")]
    [InlineData("[ sleep, '60' ]\n    within: 1s", "`sleep 60` took longer than 1s and was stopped")]
    [InlineData("[ bash, -c, 'echo no such channel >&2; exit 3' ]", "ended with 3: no such channel")]
    public void A_command_that_fails_stops_nothing(string run, string said)
    {
        using var repository = Alarmed(run);

        var result = repository.Flywheel("loop", "shop");

        Assert.Equal(0, result.Code);
        Assert.Contains(said, result.Output, StringComparison.Ordinal);
        Assert.Contains("2024-01-05,", repository.Read("reports/shop/ledger.csv")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Missed_cycles_are_delivered_once_and_again_when_one_more_is_missed()
    {
        using var repository = Merged(arrived: 6, Append);

        repository.Flywheel("loop", "shop");
        repository.Flywheel("loop", "shop");
        repository.Arrive(7);
        repository.Flywheel("loop", "shop");

        Assert.Equal(
            [("missed-cycles", "2024-01-05", 3), ("missed-cycles", "2024-01-05", 4)],
            Deliveries(repository)
                .Select(alarm =>
                    (
                        alarm.GetProperty("kind").GetString()!,
                        alarm.GetProperty("as-of").GetString()!,
                        alarm.GetProperty("of").GetArrayLength()
                    )
                )
        );
    }

    [Fact]
    public void Raised_alarms_and_missed_cycles_are_shown_as_Markdown_and_nothing_where_all_is_well()
    {
        using var repository = Merged(arrived: 4, Append);
        repository.Flywheel("loop", "shop");
        var well = repository.Flywheel("alarms", "shop");
        repository.Edit("rows: { at-least: 500 }", "rows: { at-least: 5000 }");
        repository.Arrive(5);

        var raised = repository.Flywheel("alarms", "shop");

        Assert.Equal(new CommandResult(0, "", ""), well);
        Assert.Equal(
            """
            ### shop, the turn of 2024-01-05: an alarm

            - **events ≥ 5000**: 1200 events

            What the window looked like: `reports/shop/monitoring.verified.md`.

            ### shop: 2 cycles are over and not merged

            - **2024-01-05**: over and not merged
            - **2024-01-06**: over, waits for the one before

            Each is turned once the one before is merged: read the proposal of 2024-01-05, and merge it or refuse its candidate.

            """,
            raised.Output
        );
        Assert.Null(repository.Read(Told));
    }

    [Fact]
    public async Task The_webhook_that_is_shipped_posts_the_alarm_and_fails_where_nobody_takes_it()
    {
        using var repository = Alarmed("[ bash, webhook.sh ]");
        File.Copy(Path.Combine(Repository.Root, "build/alarms/webhook.sh"), repository.PathOf("webhook.sh"));
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/hook";
        var posted = Task.Run(() => Answer(listener));

        var told = repository.Run("bash", "-c", $"echo '{{ \"text\": \"### shop\" }}' | FLYWHEEL_WEBHOOK={address} bash webhook.sh");
        listener.Stop();
        var gone = repository.Run("bash", "-c", $"echo '{{}}' | FLYWHEEL_WEBHOOK={address} bash webhook.sh");
        var unset = repository.Run("bash", "-c", "echo '{}' | FLYWHEEL_WEBHOOK= bash webhook.sh");

        Assert.True(told.Code == 0, told.Error);
        Assert.StartsWith("POST /hook HTTP/1.1", await posted, StringComparison.Ordinal);
        Assert.EndsWith("{ \"text\": \"### shop\" }\n", await posted, StringComparison.Ordinal);
        Assert.NotEqual(0, gone.Code);
        Assert.Contains("FLYWHEEL_WEBHOOK is empty", unset.Error, StringComparison.Ordinal);
    }

    private static string Answer(System.Net.Sockets.TcpListener listener)
    {
        using var client = listener.AcceptTcpClient();
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var text = "";
        while (!text.EndsWith("}\n", StringComparison.Ordinal))
        {
            text += System.Text.Encoding.UTF8.GetString(buffer, 0, stream.Read(buffer));
        }

        stream.Write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8);
        return text;
    }

    private static string Text(JsonDocument alarm, string key) => alarm.RootElement.GetProperty(key).GetString()!;

    private static List<JsonElement> Deliveries(TemporaryRepository repository)
    {
        // One JSON document after the other, as the command got them.
        var bytes = System.Text.Encoding.UTF8.GetBytes(repository.Read(Told) ?? "");
        var found = new List<JsonElement>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            found.Add(JsonElement.ParseValue(ref reader));
        }

        return found;
    }

    /// <summary>Three merged turns and a fourth cycle with fewer rows than an alert wants.</summary>
    private static TemporaryRepository Alarmed(string run)
    {
        var repository = Merged(arrived: 4, run);
        repository.Edit("rows: { at-least: 500 }", "rows: { at-least: 5000 }");
        repository.Commit();
        return repository;
    }

    /// <summary>Three merged turns, and what arrived since.</summary>
    private static TemporaryRepository Merged(int arrived, string run)
    {
        var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Edit("  window: 1d\n", $"  window: 1d\n  deliver:\n    run: {run}\n");
        File.Copy(Path.Combine(Repository.Root, "build/alarms/append.sh"), repository.PathOf("append.sh"));
        repository.Init();
        repository.Arrive(arrived);
        return repository;
    }
}
