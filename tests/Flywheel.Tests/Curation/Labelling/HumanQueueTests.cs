using Flywheel.Logging;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Curation.Labelling;

/// <summary>People label in a file: out by <c>labels ask</c>, in by <c>labels take</c>, and known from then on, never before.</summary>
public sealed class HumanQueueTests
{
    private const string Queue = "labels: { human-queue: { price: 0.5, context: [ channel, amount ] } }";
    private const string Rules = "budget: 40\nrules:\n  - informed: { by: amount, of-budget: 0.5 }\n  - random: {}\n";

    [Fact]
    public void The_file_has_the_points_that_wait_with_why_each_was_picked_and_what_is_asked()
    {
        using var repository = Turned(2);

        var asked = repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var bytes = File.ReadAllBytes(repository.PathOf("queue.csv"));
        var lines = repository.Read("queue.csv")!.TrimStart('\uFEFF').TrimEnd('\n').Split('\n');

        Assert.True(asked.Code == 0, asked.Error);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("order_id,returned,signed_by,rule,reason,priority,channel,amount", lines[0]);
        Assert.Equal(80, lines.Length - 1);
        Assert.All(lines.Skip(1).Take(40), line => Assert.Contains(",,,informed,", line, StringComparison.Ordinal));
        Assert.All(lines.Skip(41), line => Assert.Contains(",,,random,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_somebody_may_be_filling_in_is_not_written_over()
    {
        using var repository = Turned(1);
        repository.Write("queue.csv", "half filled in");

        var asked = repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");

        Assert.Equal(2, asked.Code);
        Assert.Equal("half filled in", repository.Read("queue.csv"));
    }

    [Fact]
    public void Good_rows_are_taken_bad_ones_told_and_once_mended_taken_without_taking_the_others_twice()
    {
        using var repository = Turned(1);
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var rows = Filled(
            repository,
            "queue.csv",
            (_, i) =>
                i == 3 ? "perhaps"
                : i % 2 == 0 ? "1"
                : "0"
        );
        repository.Write("filled.csv", "\uFEFF" + string.Join("\r\n", rows).Replace(',', ';') + "\r\n77;1\r\n");

        var first = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");
        repository.Write("filled.csv", string.Join("\n", Filled(repository, "queue.csv", (_, i) => i % 2 == 0 ? "1" : "0")));
        var second = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");
        var third = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");

        Assert.Equal(2, first.Code);
        Assert.Contains("filled.csv:5:1: error FW0456: 'perhaps' is no returned.", first.Error, StringComparison.Ordinal);
        Assert.Contains("filled.csv:42:1: error FW0453: No event has the order_id '77'.", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("39 labels were taken; 2 faults: mend them in filled.csv", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("1 label was taken; 39 rows taken before.", second.Output, StringComparison.Ordinal);
        Assert.StartsWith("0 labels were taken; 40 rows taken before.", third.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (second.Code, third.Code));
        Assert.Contains(
            "No point waits",
            repository.Flywheel("labels", "ask", "shop", "more.csv", "--assume-merged").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_id_of_the_log_that_was_never_asked_about_is_told_so()
    {
        using var repository = Turned(1);
        var other = repository.Ask<long>(
            repository.After(1),
            "SELECT min(order_id) FROM log WHERE order_id NOT IN (SELECT id FROM reservoir)"
        );
        repository.Write("filled.csv", $"order_id,returned\n{other},1\n");

        var taken = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");

        Assert.Equal(2, taken.Code);
        Assert.Contains($"error FW0454: Nobody was asked about the order_id '{other}'.", taken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(repository.Documents().Keys, name => name.Contains("/bought/", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_taken_after_a_turn_change_nothing_of_it_and_are_known_to_the_next()
    {
        using var repository = Turned(4);
        repository.Arrive(5);
        var before = repository.Outputs();
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var rows = Filled(repository, "queue.csv", (_, i) => i % 3 == 0 ? "1" : "0");
        repository.Write("filled.csv", string.Join("\n", rows));
        var taken = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");

        repository.Turn(4);
        Same.Files(before, repository.Outputs());
        Directory.Delete(repository.PathOf(".flywheel/documents/turns/shop/2024-01-05"), recursive: true);
        repository.Turn(4);
        Same.Files(before.Where(file => !file.Key.Contains("turns/", StringComparison.Ordinal)).ToDictionary(), repository.Tracked());
        Assert.Equal(0, repository.Ask<long>(repository.After(4), "SELECT count(returned) FROM log"));

        // Day 5 had arrived, so by the log's clock they were taken after its end.
        repository.Arrive(6);
        repository.Turn(5);
        var next = repository.Labelled(6);

        var count = rows.Length - 1;
        Assert.InRange(count, 41, 160);
        Assert.StartsWith($"{count} labels were taken", taken.Output, StringComparison.Ordinal);
        Assert.Equal(0, repository.Ask<long>(repository.After(5), "SELECT count(returned) FROM log"));
        Assert.Equal((count, count / 2.0), (next.Labelers!.Single().Labels, next.Cost));
    }

    [Fact]
    public void A_point_that_nobody_can_tell_is_not_asked_about_again()
    {
        using var repository = Turned(1);
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        repository.Write("filled.csv", string.Join("\n", Filled(repository, "queue.csv", (_, i) => i < 5 ? "?" : "")));

        var taken = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");
        repository.Flywheel("labels", "ask", "shop", "rest.csv", "--assume-merged");

        Assert.StartsWith("0 labels were taken; 5 points cannot be told; 35 rows not filled in.", taken.Output, StringComparison.Ordinal);
        Assert.Equal(36, repository.Read("rest.csv")!.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("newest", "0", "1", "1")]
    [InlineData("majority", "1", null, "1")]
    [InlineData("leave-out", null, null, "1")]
    public void Labels_of_several_people_are_all_kept_and_the_declared_rule_says_which_counts(
        string conflicts,
        string? twoAgainstOne,
        string? oneAgainstOne,
        string? alone
    )
    {
        using var repository = Turned(1, conflicts);
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var ids = Filled(repository, "queue.csv", (id, _) => id)[1..4].Select(line => line.Split(',')[0]).ToArray();
        Take(repository, $"{ids[0]},1,ann\n{ids[1]},0,ann\n{ids[2]},1,ann\n");
        Take(repository, $"{ids[0]},1,bob\n{ids[1]},1,bob\n");
        Take(repository, $"{ids[0]},0,cid\n");
        repository.Arrive(3);

        var record = repository.Labelled(3);

        Assert.Equal([twoAgainstOne, oneAgainstOne, alone], ids.Select(id => Label(repository, 3, id)));
        Assert.Equal(2, record.Conflicts);
        Assert.Equal(6, record.Labelers!.Single().Labels);
        Assert.Equal(
            [
                ("human-queue/ann", "human-queue/bob", 2L, 1L),
                ("human-queue/ann", "human-queue/cid", 1L, 0L),
                ("human-queue/bob", "human-queue/cid", 1L, 0L),
            ],
            record.Agreements!.Select(pair => (pair.First, pair.Second, pair.Points, pair.Same))
        );
        Assert.Contains(
            $"`conflicts: {conflicts}` resolves",
            repository.Read("reports/shop/monitoring.verified.md")!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("first-labeler", "0")]
    [InlineData("newest", "1")]
    public void Of_two_labelers_that_disagree_the_declared_one_counts(string conflicts, string label)
    {
        using var repository = ShopLabelers.Repository(
            $"labels: {{ in-order: {{ of: [ {{ sql-rule: CASE WHEN amount < 40 THEN 0 END }}, {{ human-queue: {{ price: 0.5 }} }} ], conflicts: {conflicts} }} }}"
        );
        repository.LiveWithTruth(1);
        var id = repository.Ask<long>(repository.After(1), "SELECT min(order_id) FROM log WHERE returned = 0").ToString();
        Take(repository, $"{id},1\n");
        repository.Arrive(2);
        repository.Turn(2);
        repository.Arrive(3);
        repository.Turn(3);

        Assert.Equal(label, Label(repository, 3, id));
        Assert.Equal("0", Label(repository, 1, id));
    }

    [Fact]
    public void Who_labels_again_otherwise_corrects_and_the_first_label_is_kept()
    {
        using var repository = Turned(1, "majority");
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var id = Filled(repository, "queue.csv", (_, _) => "")[1].Split(',')[0];
        Take(repository, $"{id},1,ann\n");
        Take(repository, $"{id},0,ann\n");
        repository.Arrive(3);

        var record = repository.Labelled(3);

        Assert.Equal("0", Label(repository, 3, id));
        Assert.Equal((1, 0), (record.Relabelled, record.Conflicts));
        Assert.Equal(2, record.Labelers!.Single().Labels);
    }

    [Fact]
    public void Labels_of_an_erased_id_are_erased()
    {
        using var repository = Turned(1);
        repository.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");
        var rows = Filled(repository, "queue.csv", (_, _) => "1");
        repository.Write("filled.csv", string.Join("\n", rows));
        repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");
        var id = rows[1].Split(',')[0];
        repository.Write("ids.txt", id + "\n");

        var erased = repository.Flywheel("erase", "shop", "--ids", "ids.txt", "--because", "asked to");
        var left = repository.Work(place =>
        {
            var turn = place.At(new(2024, 2, 1));
            return turn.Database.Value<long>($"SELECT count(*) FROM ({new LabelOpinions(turn, curated: true).OfLabelers})");
        });

        Assert.True(erased.Code == 0, erased.Error);
        Assert.Matches(@"(?m)^\s+1\s+bought$", erased.Output);
        Assert.Equal(39, left);
    }

    [Fact]
    public void A_model_of_bought_labels_is_made_again_the_same()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram, "budget: 400\nrules:\n  - random: {}\n");
        repository.LiveWithTruth(5);

        var verified = repository.Flywheel("verify", "shop");

        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        Assert.Contains("shop@2024-01-0", verified.Output, StringComparison.Ordinal);
        Assert.Equal(5, repository.Asked().Length);
    }

    private static TemporaryRepository Turned(int cycles, string conflicts = "newest")
    {
        var repository = ShopLabelers.Repository(
            Queue.Replace("price: 0.5", $"price: 0.5, conflicts: {conflicts}", StringComparison.Ordinal),
            Rules
        );
        repository.LiveWithTruth(cycles);
        return repository;
    }

    /// <summary>Lines of the file, each point with a label.</summary>
    private static string[] Filled(TemporaryRepository repository, string file, Func<string, int, string> label) =>
        [
            .. repository
                .Read(file)!
                .TrimStart('\uFEFF')
                .TrimEnd('\n')
                .Split('\n')
                .Select(
                    (line, i) =>
                    {
                        var fields = line.Split(',', 4);
                        return string.Join(',', i == 0 ? fields[..3] : [fields[0], label(fields[0], i - 1), ""]);
                    }
                ),
        ];

    private static void Take(TemporaryRepository repository, string rows)
    {
        repository.Write("filled.csv", $"order_id,returned,signed_by\n{rows}");
        var taken = repository.Flywheel("labels", "take", "shop", "filled.csv", "--assume-merged");
        Assert.True(taken.Code == 0, taken.Error);
    }

    private static string? Label(TemporaryRepository repository, int cycle, string id) =>
        repository.Ask<string?>(repository.After(cycle), $"SELECT CAST(returned AS VARCHAR) FROM log WHERE order_id = {id}");
}
