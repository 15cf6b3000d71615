using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Curation.Labelling;

/// <summary>A program labels what curation picked: never more than the budget, each point once, and whatever it does the turn goes on.</summary>
public sealed class LabelPointsTests
{
    private const int Budget = 100;

    [Fact]
    public void Labels_are_those_of_the_picked_points_and_never_more_than_the_budget()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(4);

        var ledger = Ledger.Read(repository.Read("reports/shop/ledger.csv"), "ledger.csv");
        var of = $"read_csv({Sql.Text(repository.PathOf("truth.csv"))})";
        var (bought, right) = repository.Work(place =>
        {
            var turn = place.At(repository.After(4));
            turn.Log.See(repository.Production.Begins, curated: true);
            var said = $"SELECT order_id, returned FROM ({new LabelOpinions(turn, curated: true).OfLabelers})";
            return (
                turn.Database.Value<long>($"SELECT count(*) FROM ({said})"),
                turn.Database.Value<long>($"SELECT count(*) FROM log WHERE returned IS NOT NULL AND order_id IN (SELECT id FROM reservoir)")
            );
        });

        Assert.Equal([Budget, Budget, Budget, Budget], repository.Asked());
        Assert.Equal(4 * Budget, bought);
        Assert.Equal(4 * Budget, right);
        Assert.All(ledger, row => Assert.Equal(Budget * 0.25, row.LabelCost));
        Assert.Equal(
            0,
            TemporaryRepository.AskFiles<long>(
                $"SELECT count(*) FROM {Parquet(repository)} AS bought JOIN {of} AS truth USING (order_id) WHERE bought.returned <> truth.returned"
            )
        );
        Assert.Contains("## Labels bought", repository.Read("reports/shop/monitoring.verified.md")!, StringComparison.Ordinal);

        // A dataset reaches back over its window of two days and the hold-out of one: three of the four turns' points.
        Assert.Contains("| random | 300 | 300 |", repository.Read("reports/shop/monitoring.verified.md")!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_is_turned_again_asks_nobody_and_gives_the_same_bytes()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(4);
        var before = repository.Outputs();

        repository.Turn(4);
        Same.Files(before, repository.Outputs());
        Directory.Delete(repository.PathOf(".flywheel/documents/turns/shop/2024-01-05"), recursive: true);
        repository.Turn(4);

        Assert.Equal(4, repository.Asked().Length);
        Same.Files(repository.Tracked().Keys.ToDictionary(path => path, path => before[path]), repository.Tracked());
    }

    [Fact]
    public void A_turn_of_the_past_asks_nobody_after_the_fact()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(1);
        repository.Behave("crash 30");
        repository.ArriveWithTruth(2);
        repository.Turn(2);
        repository.ArriveWithTruth(3);
        repository.Turn(3);
        repository.Behave("good 0");
        var (calls, bought) = (repository.Asked(), repository.Documents("logs/shop/bought"));

        repository.Turn(2);

        Assert.NotEmpty(bought);
        Assert.Equal(calls, repository.Asked());
        Assert.Equal(bought, repository.Documents("logs/shop/bought"));
    }

    [Theory]
    [InlineData("crash 30", 30, "ended with 3")]
    [InlineData("hang 10", 10, "was not done within 10s and was stopped")]
    [InlineData("nonsense 20", 19, "wrote 4 rows that are no answer")]
    public void What_a_program_labelled_before_it_failed_is_kept_and_the_next_turn_asks_for_the_rest(string mode, int kept, string said)
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(3);
        repository.ArriveWithTruth(4);

        repository.Behave(mode);
        var failed = repository.Labelled(4);
        var report = repository.Read("reports/shop/monitoring.verified.md")!;
        repository.Behave("good 0");
        repository.ArriveWithTruth(5);
        var next = repository.Labelled(5);

        Assert.Equal((kept, Budget - kept), (failed.Labelers!.Single().Labels, failed.Labelers!.Single().Waiting));
        Assert.Contains(said, failed.Labelers!.Single().Trouble!, StringComparison.Ordinal);
        Assert.Contains($"**command** {said}", report, StringComparison.Ordinal);
        Assert.DoesNotContain("out of memory", report, StringComparison.Ordinal);
        Assert.Equal([Budget, Budget, Budget, Budget, (2 * Budget) - kept], repository.Asked());
        Assert.Equal(5 * Budget, next.Labelers!.Single().SoFar);
        Assert.Null(next.Labelers!.Single().Trouble);
        Assert.Equal(5 * Budget, TemporaryRepository.AskFiles<long>($"SELECT count(DISTINCT order_id) FROM {Parquet(repository)}"));
    }

    [Fact]
    public void The_same_turn_typed_again_after_the_program_was_mended_asks_for_the_rest_and_is_as_if_nothing_had_been()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        using var smooth = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(3);
        smooth.LiveWithTruth(4);
        repository.ArriveWithTruth(4);

        repository.Behave("crash 30");
        repository.Turn(4);
        repository.Behave("good 0");
        repository.Turn(4);

        Assert.Equal([Budget, Budget, Budget, Budget, Budget - 30], repository.Asked());
        Same.Files(smooth.Tracked(), repository.Tracked());
    }

    [Fact]
    public void Labels_that_a_process_left_when_it_died_are_taken_first()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.LiveWithTruth(3);
        repository.ArriveWithTruth(4);
        var picked = repository.Work(place =>
        {
            var turn = place.At(repository.After(4));
            Loop.Turn(turn, "curate");
            turn.Log.See(repository.After(3), curated: true);
            return turn.Database.Rows<long>("SELECT id FROM reservoir ORDER BY id DESC LIMIT 7");
        });
        repository.Write(
            ".flywheel/labelling/shop/command/labels.csv",
            $"order_id,returned\n{string.Concat(picked.Select(id => $"{id},1\n"))}1"
        );

        var record = repository.Labelled(4);

        Assert.Equal(Budget - picked.Count, repository.Asked()[^1]);
        Assert.Equal(Budget, record.Labelers!.Single().Labels);
        Assert.False(Directory.Exists(repository.PathOf(".flywheel/labelling/shop/command")));
    }

    [Fact]
    public void A_program_that_does_not_start_is_told_and_the_turn_goes_on()
    {
        using var repository = ShopLabelers.Repository("labels: { command: { run: [ no-such-program ] } }");
        repository.ArriveWithTruth(1);

        Assert.StartsWith("does not start", repository.Labelled(1).Labelers!.Single().Trouble, StringComparison.Ordinal);
        Assert.Single(Ledger.Read(repository.Read("reports/shop/ledger.csv"), "ledger.csv"));
    }

    [Fact]
    public void A_dry_run_asks_nobody()
    {
        using var repository = ShopLabelers.Repository(ShopLabelers.ByProgram);
        repository.ArriveWithTruth(1);

        var result = repository.Flywheel("loop", "shop", "--as-of", "2024-01-02", "--assume-merged", "--dry-run");

        Assert.True(result.Code == 0, result.Error);
        Assert.Empty(repository.Asked());
    }

    [Fact]
    public void A_rule_labels_what_it_can_tell_and_the_next_labeler_is_asked_for_the_others_alone()
    {
        using var repository = ShopLabelers.Repository(
            "labels: { in-order: [ { sql-rule: CASE WHEN amount < 40 THEN 0 END }, { command: { run: [ python3, labeler.py ], price: 0.25 } } ] }"
        );
        repository.LiveWithTruth(4);

        var labelers = repository.Labelled(4).Labelers!;
        var cheap = repository.Ask<long>(
            repository.After(4),
            "SELECT count(*) FROM log WHERE order_id IN (SELECT id FROM reservoir) AND amount < 40"
        );

        Assert.Equal(cheap, labelers[0].SoFar);
        Assert.Equal((4 * Budget) - cheap, labelers[1].SoFar);
        Assert.Equal((4 * Budget) - cheap, repository.Asked().Sum());
        Assert.Equal(0, labelers.Sum(labeler => labeler.Waiting));
        Assert.Equal(cheap, repository.Ask<long>(repository.After(4), "SELECT count(*) FROM log WHERE returned = 0 AND amount < 40"));
    }

    [Fact]
    public void A_rule_that_says_what_is_no_label_is_told_and_its_values_are_not_taken()
    {
        using var repository = ShopLabelers.Repository("labels: { sql-rule: CASE WHEN amount < 40 THEN 0.4 ELSE 1 END }");
        repository.ArriveWithTruth(1);

        var rule = repository.Labelled(1).Labelers!.Single();

        Assert.InRange(rule.Labels, 1, Budget - 1);
        Assert.Contains($"gave {Budget - rule.Labels} values that are no returned", rule.Trouble!, StringComparison.Ordinal);
    }

    private static string Parquet(TemporaryRepository repository)
    {
        var objects = repository
            .Documents("logs/shop/bought")
            .Values.Select(text => Flywheel.Storage.Json.Read<Partition>(text).Object)
            .Select(hash => repository.PathOf($".flywheel/objects/{hash[..2]}/{hash[2..]}"));
        return $"read_parquet({Sql.List(objects)})";
    }
}
