using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;

namespace Flywheel.Tests.Turns;

/// <summary>A turn completes whatever is missing, and says what was missing; no data is never a pass.</summary>
public sealed class LittleDataTests
{
    [Fact]
    public void Before_a_first_model_a_turn_watches_and_says_how_much_history_is_missing()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);

        var turn = repository.Turn(1);

        Assert.Equal(Answer.No, turn.Of<TriggerRecord>().Answer);
        Assert.Equal("no model is in force; the first one needs 3d of history, 1 days are there", turn.Of<TriggerRecord>().Reason);
        Assert.Equal(Decisions.NoCandidate, turn.Of<Comparison>().Decision);
        var row = Assert.Single(Rows(repository));
        Assert.Equal(("", "", "", "no"), (row.InForce, row.Candidate, row.Next, row.Trigger));
        Assert.Null(row.Value);
        Assert.Null(row.Difference);
        Assert.Equal([Outcome.NotEnoughEvidence, Outcome.Ok, Outcome.Ok, Outcome.NotEnoughEvidence], Alerts(turn));
    }

    [Fact]
    public void The_first_model_is_trained_as_soon_as_its_history_is_there_and_judged_on_its_own()
    {
        using var repository = new TemporaryRepository();
        repository.Live(2);
        var early = Rows(repository)[^1];
        repository.Arrive(3);

        var turn = repository.Turn(3);

        Assert.Equal("no", early.Trigger);
        Assert.Equal("no model is in force, and the 3d of history that the first one needs are there", turn.Of<TriggerRecord>().Reason);
        Assert.Equal(Decisions.Promote, turn.Of<Comparison>().Decision);
        Assert.Equal("All gates for a first model are open.", turn.Of<Comparison>().Why);
        Assert.Equal("at-least", Assert.Single(turn.Of<Comparison>().Gates).Gate);
    }

    [Fact]
    public void A_cycle_without_an_event_completes_and_is_an_alarm()
    {
        using var repository = new TemporaryRepository();
        repository.Live(3);

        // The trigger asks for a candidate all the same; there is no labelled row to test it on.
        var turn = repository.Turn(5);

        var rows = turn.Of<MonitoringRecord>().Checks.Single(check => check.Check == "events ≥ 500");
        Assert.Equal((Outcome.Bad, "no event in the window"), (rows.Outcome, rows.Why));
        Assert.Equal(Decisions.NotEnoughEvidence, turn.Of<Comparison>().Decision);
        var row = Rows(repository)[^1];
        Assert.Equal((0, 0, 1, "2024-01-04"), (row.Events, row.Labelled, row.Alarms, row.Next));
        Assert.Null(row.LabelShare);
        Assert.Null(row.Value);
    }

    [Fact]
    public void Without_any_label_nothing_is_trained_and_no_metric_passes()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(3);
        Directory.Delete(repository.PathOf($"{TemporaryRepository.Source}/labels"), recursive: true);

        var turn = repository.Turn(3);

        Assert.Equal(Answer.Yes, turn.Of<TriggerRecord>().Answer);
        Assert.Equal(Decisions.NoCandidate, turn.Of<Comparison>().Decision);
        Assert.Equal(Outcome.NotEnoughEvidence, Alerts(turn)[0]);
        Assert.Equal(0, Assert.Single(Rows(repository)).Labelled);
        Assert.Null(repository.Read("models/shop/2024-01-04.yaml"));
    }

    [Fact]
    public void Without_any_event_the_clock_has_nothing_to_turn_on()
    {
        using var repository = new TemporaryRepository();

        var result = repository.Flywheel("loop", "shop", "--assume-merged");

        Assert.Equal(6, result.Code);
        Assert.Equal(
            "flywheel: No event has arrived in .flywheel/production/shop yet, so there is nothing to turn on. Type: flywheel simulate shop, or let production write there.\n",
            result.Error
        );
    }

    private static List<Outcome> Alerts(Flywheel.Turns.Turn turn) =>
        [.. turn.Of<MonitoringRecord>().Checks.Where(check => check.Alert).Select(check => check.Outcome)];

    private static IReadOnlyList<LedgerRow> Rows(TemporaryRepository repository) =>
        Ledger.Read(repository.Read("reports/shop/ledger.csv"), "reports/shop/ledger.csv");
}
