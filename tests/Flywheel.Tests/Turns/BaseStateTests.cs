using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;

namespace Flywheel.Tests.Turns;

/// <summary>A turn starts from what is merged, and only proposes.</summary>
public sealed class BaseStateTests
{
    private const string DeploymentFile = "models/shop/deployment.yaml";

    [Fact]
    public void A_refused_candidate_leaves_the_deployment_and_an_accepted_one_adds_a_line()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        var before = repository.Read(DeploymentFile)!;
        repository.Edit("by: 0.05 }", "by: 0.05 }\n    - at-least: { metric: auc, value: 0.99 }");
        repository.Arrive(4);

        var refused = repository.Turn(4).Of<Comparison>();
        var afterRefusal = repository.Read(DeploymentFile);
        repository.Edit("\n    - at-least: { metric: auc, value: 0.99 }", "");
        repository.Arrive(5);
        var accepted = repository.Turn(5).Of<Comparison>();

        Assert.Equal(Decisions.Refuse, refused.Decision);
        Assert.Equal(before, afterRefusal);
        Assert.Equal(Decisions.Promote, accepted.Decision);
        Assert.Equal(before + "  - { since: '2024-01-06', version: '2024-01-06' }\n", repository.Read(DeploymentFile));
        Assert.Equal(["promote", "refuse", "promote"], Rows(repository).Skip(2).Select(row => row.Decision));
    }

    [Fact]
    public void A_promotion_that_a_changed_strategy_refuses_is_taken_back()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);
        repository.Edit("value: 0.55", "value: 0.99");

        var turn = repository.Turn(3);

        Assert.Equal(Decisions.Refuse, turn.Of<Comparison>().Decision);
        Assert.Null(repository.Work(place => Deployment.Read(place.Workplace.Files, ShopStrategy.Model)).Current);
        Assert.Equal("", Rows(repository)[^1].Next);
    }

    [Fact]
    public void A_person_may_ask_for_a_training_and_the_ledger_keeps_the_reason()
    {
        using var repository = new TemporaryRepository();
        repository.Edit("trigger: { every: 1d }", "trigger: { manual: {} }");
        repository.Live(4);
        var unasked = Rows(repository)[^1];

        var turn = repository.Turn(4, retrain: "prices, taxes and \"fees\" changed");

        Assert.Equal(("no", "nobody asked", ""), (unasked.Trigger, unasked.Reason, unasked.Candidate));
        Assert.Equal(Answer.Yes, turn.Of<TriggerRecord>().Answer);
        var row = Rows(repository)[^1];
        Assert.Equal(("yes", "asked for: prices, taxes and \"fees\" changed", "2024-01-05"), (row.Trigger, row.Reason, row.Candidate));
    }

    [Fact]
    public void A_strategy_edited_in_the_working_tree_is_used_and_that_is_said()
    {
        using var repository = new TemporaryRepository();
        repository.Init();
        repository.Arrive(1);
        repository.Edit("seed: 7", "seed: 8");

        var result = repository.Flywheel("loop", "shop");

        Assert.Equal(0, result.Code);
        Assert.Contains(
            "strategy/shop is not as merged: the turn uses it as it is in the working tree.",
            result.Output,
            StringComparison.Ordinal
        );
        var digest = repository.Work(place => place.Strategy.Digest);
        Assert.StartsWith(Rows(repository)[0].Strategy, digest, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_a_model_was_trained_on_leave_the_comparison_and_are_counted()
    {
        using var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Edit("hold-out: 1d", "hold-out: 3d");
        repository.Edit("window: 2d", "window: 1d");
        repository.Arrive(5);

        var comparison = repository.Turn(5).Of<Comparison>();

        // The model in force was trained on the third day; of that day only the ids for evaluation stay.
        var evaluation = repository.Ask<long>(
            repository.After(5),
            "SELECT count(*) FROM log WHERE evaluates AND ordered_at >= TIMESTAMP '2024-01-03' AND ordered_at < TIMESTAMP '2024-01-04'"
        );
        Assert.Equal(repository.Production.OrdersADay - evaluation, comparison.Seen);
        Assert.Equal((1.75 * repository.Production.OrdersADay) + evaluation + 1, comparison.Rows);
        Assert.Contains($"{comparison.Seen:#,0} were left out because a model had seen them", Report(repository), StringComparison.Ordinal);
    }

    private static string Report(TemporaryRepository repository) => repository.Read("reports/shop/comparison.verified.md")!;

    private static IReadOnlyList<LedgerRow> Rows(TemporaryRepository repository) =>
        Ledger.Read(repository.Read("reports/shop/ledger.csv"), "reports/shop/ledger.csv");
}
