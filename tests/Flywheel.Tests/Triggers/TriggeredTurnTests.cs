using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Triggers;

namespace Flywheel.Tests.Triggers;

/// <summary>Triggers in a shop's turns: a model after three days, then a day of 1,200 orders a turn.</summary>
public sealed class TriggeredTurnTests : IDisposable
{
    private readonly TemporaryRepository shop = new();

    public void Dispose() => shop.Dispose();

    /// <summary>The first model is trained on two days before a hold-out of one, so each later turn has a day more before its hold-out.</summary>
    [Fact]
    public void New_data_trains_once_the_points_of_two_more_days_have_come()
    {
        Trigger("new-data: { labels: 2000 }");
        shop.Live(5);

        Assert.Equal(["no", "no", "yes", "no", "yes"], Rows().Select(row => row.Trigger));
        Assert.Matches("^1,1[0-9]{2} of 2,000 labelled points since the data of the last training ended on 2024-01-03$", Rows()[3].Reason);
        Assert.Matches("^2,2[0-9]{2} of 2,000 labelled points since ", Rows()[4].Reason);
    }

    [Fact]
    public void A_label_that_has_not_arrived_is_no_new_data()
    {
        Trigger("new-data: { labels: 600, events: 1200 }");
        shop.Live(2);
        shop.Arrive(3);
        shop.ChangeFile(
            shop.SourceFiles("labels")[2],
            "* REPLACE (received_at + to_days(CAST(2 * (order_id % 2) AS INTEGER)) AS received_at)"
        );
        shop.Turn(3);
        shop.Arrive(4);

        var decided = shop.Turn(4).Of<TriggerRecord>();

        // Every second label of the new day comes two days late: half of 95 % of 1,200.
        Assert.Equal(Answer.No, decided.Answer);
        Assert.Matches(
            "^5[0-9]{2} of 600 labelled points and 1,200 of 1,200 events since the data of the last training ended on 2024-01-03$",
            decided.Reason
        );
    }

    [Fact]
    public void A_label_that_comes_late_is_new_when_it_comes()
    {
        Trigger("new-data: { labels: 3000 }");
        shop.Live(2);
        shop.Arrive(3);
        shop.ChangeFile(shop.SourceFiles("labels")[1], "* REPLACE (received_at + INTERVAL 1 DAY AS received_at)");
        shop.Turn(3);
        shop.Arrive(4);

        // The last quarter of the second day's labels comes after the training whose window that day is in: 5 % less than 1,200 and 300.
        var reason = shop.Turn(4).Of<TriggerRecord>().Reason;

        Assert.Matches("^1,4[0-9]{2} of 3,000 labelled points ", reason);
    }

    [Fact]
    public void A_metric_is_measured_over_the_time_that_is_asked_for_and_in_a_cohort()
    {
        Trigger(
            "any: [ metric: { name: auc, below: 0.1, over: 2d }, metric: { name: auc, below: 1, over: 2d, in: channel=app, whole-interval: true } ]"
        );
        shop.Live(5);

        var parts = shop.Turn(5).Of<TriggerRecord>().Parts!;

        Assert.Equal((Answer.No, Answer.Yes), (parts[0].Decision.Answer, parts[1].Decision.Answer));
        Assert.StartsWith("auc over 2d 0.", parts[0].Decision.Reason, StringComparison.Ordinal);
        Assert.Matches(@"^auc of channel=app over 2d 0\.[0-9]+ \[0\.[0-9]+, 0\.[0-9]+\] is below 1$", parts[1].Decision.Reason);
    }

    [Fact]
    public void Parts_are_recorded_each_with_its_reason_and_nested()
    {
        Trigger(
            "cool-down: { for: 2d, of: { at-least: { count: 1, of: [ drift: { of: amount, distance: psi, above: 0 }, quality: [ rows ] ] } } }"
        );
        shop.Live(5);

        Assert.Equal(["no", "no", "yes", "no", "yes"], Rows().Select(row => row.Trigger));
        Assert.StartsWith(
            "1d since the training of 2024-01-04, and none follows within 2d, where 1 of 2 say yes, 1 must: psi of amount ",
            Rows()[3].Reason,
            StringComparison.Ordinal
        );
        Assert.Equal("events ≥ 500 is ok", shop.Turn(5).Of<TriggerRecord>().Parts![0].Decision.Of![1].Decision.Reason);
        var said = shop.Flywheel("why", "trigger", "shop", "--as-of", "2024-01-06", "--assume-merged");
        Assert.Contains("at-least: yes", said.Output, StringComparison.Ordinal);
        Assert.Contains("events ≥ 500 is ok", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "drift: { of: scrore, distance: psi, above: 0.2 }",
        "'scrore' is no feature, projection or score. ",
        "Did you mean 'score'?"
    )]
    [InlineData("drift: { of: score, distance: pis, above: 0.2 }", "'pis' is no distance of metrics.yaml. ", "Did you mean 'psi'?")]
    [InlineData("quality: [ rwos ]", "'rwos' is no check of monitoring. ", "Did you mean 'rows'?")]
    [InlineData("metric: { name: auc, below: 0.6, in: chanel=app }", "'chanel=app' is no cohort. ", "Did you mean 'channel=app'?")]
    [InlineData(
        "any: [ manual, cool-down: { for: 2d, of: { metric: { name: acu, below: 0.6 } } } ]",
        "'acu' is no metric of metrics.yaml. ",
        "Did you mean 'auc'?"
    )]
    [InlineData("metric: { name: auc }", "The metric has no limit. ", "Write 'below' or 'above' with a number.")]
    [InlineData("new-data: {}", "new-data says neither labels nor events. ", "Write e.g. 'labels: 20000'.")]
    [InlineData(
        "at-least: { count: 3, of: [ every: 1d, manual ] }",
        "3 triggers must say yes, and there are 2. ",
        "Write a number from 1 to 2, or add triggers under 'of'."
    )]
    public void A_name_that_is_not_there_and_a_limit_that_is_missing_are_told_with_their_place(string trigger, string what, string mend)
    {
        Trigger(trigger);

        var said = shop.Flywheel("validate", "shop");

        Assert.Equal((int)ExitCode.Mistake, said.Code);
        Assert.Matches("^strategy/shop/strategy.yaml:33:[0-9]+: error FW", said.Error);
        Assert.Contains(what, said.Error, StringComparison.Ordinal);
        Assert.Contains(mend, said.Error, StringComparison.Ordinal);
    }

    private void Trigger(string trigger) => shop.Edit("trigger: { every: 1d }", $"trigger: {{ {trigger} }}");

    private IReadOnlyList<LedgerRow> Rows() => Ledger.Read(shop.Read(Ledger.Path(ShopStrategy.Model)), Ledger.Path(ShopStrategy.Model));
}
