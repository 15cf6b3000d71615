using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Advice;

/// <summary>Every alarm that can be answered gets a diff that applies, loads and does what it says.</summary>
public sealed class AdviseTests : IDisposable
{
    private readonly TemporaryRepository shop = new(untidy: true);

    public AdviseTests() =>
        shop.Edit(
            "    - drift: { of: score, distance: psi, above: 0.5 }\n",
            """
                - drift: { of: score, distance: psi, above: 0.5 }
                - drift: { of: amount, distance: psi, above: 0 }
                - drift: { of: channel, distance: psi, above: 0 }
                - range: { of: amount, from: 20, to: 60 }
                - one-of: { of: channel, in: [ app, web ] }
                - fresh: 1s
                - metric: { name: auc, at-least: 0.99 }

            """
        );

    public void Dispose() => shop.Dispose();

    [Fact]
    public void Each_bad_alert_gets_a_diff_that_git_applies_and_that_loads()
    {
        shop.Edit("trigger: { every: 1d }", "trigger:\n  any:\n    - every: 1d");
        shop.Live(4);
        shop.Init();

        var said = shop.Flywheel("advise", "shop");

        Assert.True(said.Code == 0, said.Error);
        var diffs = said.Output.Split("--- a/").Skip(1).Select(part => "--- a/" + part.Split("\n\n")[0] + "\n").ToList();
        Assert.Equal(5, diffs.Count);
        foreach (var diff in diffs)
        {
            shop.Write("advice.diff", diff);
            shop.Git("apply", "--check", "advice.diff");
        }

        Assert.Contains("+  amount-quarter: { bands: { of: amount, at: [ ", said.Output, StringComparison.Ordinal);
        Assert.Contains("+  - stratified: { by: channel, per-stratum: 100 }", said.Output, StringComparison.Ordinal);
        Assert.Contains("+    amount-out-of-range: (amount) NOT BETWEEN 20 AND 60", said.Output, StringComparison.Ordinal);
        Assert.Contains("+    unknown-channel: \"(channel) NOT IN ('app', 'web')\"", said.Output, StringComparison.Ordinal);
        Assert.Contains("+    - metric: { name: auc, below: 0.99 }", said.Output, StringComparison.Ordinal);
        Assert.Contains("newest event ≤ 1s old", said.Output, StringComparison.Ordinal);
        Assert.Contains("look for the cause in production", said.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel=web", "+  - stratified: { by: channel, per-stratum: 200 }", null)]
    [InlineData(
        "amount ≥ 70",
        "+  - stratified: { by: CASE WHEN (amount) < 40 THEN 0 WHEN (amount) < 70 THEN 1 ELSE 2 END, per-stratum: 200 }",
        "+    - no-harm: { metric: auc, by: 0.1, in: [ amount ] }"
    )]
    [InlineData(
        "night",
        "+  - stratified: { by: CASE WHEN hour(ordered_at) < 6 THEN 1 ELSE 0 END, per-stratum: 200 }",
        "+    - no-harm: { metric: auc, by: 0.1, in: [ night ] }"
    )]
    public void A_cohort_that_does_badly_gets_points_and_a_gate_that_asks_for_it(string cohort, string rule, string? gate)
    {
        using var one = new TemporaryRepository();
        one.Edit(
            "    - rows: { at-least: 500 }\n",
            $"    - rows: {{ at-least: 500 }}\n    - metric: {{ name: auc, at-least: 0.99, in: {cohort} }}\n"
        );
        one.Live(4);

        var said = one.Flywheel("advise", "shop", "--write");

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains(rule, said.Output, StringComparison.Ordinal);
        Assert.Equal(gate is not null, said.Output.Contains("no-harm", StringComparison.Ordinal));
        Assert.Contains(gate ?? "", said.Output, StringComparison.Ordinal);
        Assert.Equal(0, one.Flywheel("validate", "shop").Code);
        one.Live(5);
        Assert.Contains("2024-01-06", one.Read("reports/shop/ledger.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "joint-drift: { by: sliced-earth-movers, above: 0, of: [ amount, channel ] }",
        "-quarter: { bands: ",
        "stratified: { by: channel, per-stratum: 100 }"
    )]
    [InlineData("new-values: { of: CAST(order_id AS VARCHAR) }", "- stratified: { by: CAST(order_id AS VARCHAR), per-stratum: 100 }", "")]
    [InlineData("share: { of: amount > 20, at-most: 0.01 }", "+  amount-20: ", "amount > 20")]
    [InlineData("change: { of: amount, by: { page-hinkley: { threshold: 0.001 } } }", "amount-quarter: { bands: ", "")]
    public void A_check_of_values_is_answered_by_points_or_a_cohort_of_them(string check, string change, string another)
    {
        using var one = new TemporaryRepository();
        one.Edit("    - rows: { at-least: 500 }\n", $"    - rows: {{ at-least: 500 }}\n    - {check}\n");
        one.Live(4);

        var said = one.Flywheel("advise", "shop", "--write");

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains(change, said.Output, StringComparison.Ordinal);
        Assert.Contains(another, said.Output, StringComparison.Ordinal);
        Assert.Equal(0, one.Flywheel("validate", "shop").Code);
    }

    [Fact]
    public void A_bad_estimate_is_answered_by_an_audit_where_labels_cost_money()
    {
        using var dear = new TemporaryRepository();
        dear.Edit("  window: 1d\n", "  window: 1d\n  estimate: { metrics: [ log-loss ] }\n");
        dear.Edit("    - rows: { at-least: 500 }\n", "    - rows: { at-least: 500 }\n    - estimate: { name: log-loss, at-most: 0.001 }\n");
        dear.Edit("curation.yaml", "labels: from-log", "labels: { from-log: { price: 0.1 } }");
        dear.Edit("  window: 1d\n", "  window: 2d\n");
        for (var day = 1; day <= 16; day++)
        {
            dear.Arrive(day);
            dear.Turn(day);
        }

        var said = dear.Flywheel("advise", "shop", "--write");

        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("+audit: { labels: 300 }", said.Output, StringComparison.Ordinal);
        Assert.Equal(0, dear.Flywheel("validate", "shop").Code);
    }

    [Fact]
    public void What_is_written_holds_from_the_next_turn_on_and_is_not_advised_again()
    {
        shop.Live(4);

        var written = shop.Flywheel("advise", "shop", "--write");
        var again = shop.Flywheel("advise", "shop");
        shop.Live(5);

        Assert.True(written.Code == 0, written.Error);
        Assert.Contains("Written: strategy/shop/strategy.yaml", written.Output, StringComparison.Ordinal);
        Assert.Equal(0, shop.Flywheel("validate", "shop").Code);
        Assert.DoesNotContain("amount-out-of-range", again.Output, StringComparison.Ordinal);
        Assert.Contains("amount-out-of-range", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
        Assert.Contains("| amount-quarter", shop.Read("reports/shop/monitoring.verified.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_alarm_or_a_turn_there_is_nothing_to_advise()
    {
        using var calm = new TemporaryRepository();
        var none = calm.Flywheel("advise", "shop");
        calm.Live(4);

        Assert.Equal(2, none.Code);
        Assert.Contains("shop has no turn yet. Type: flywheel loop shop", none.Error, StringComparison.Ordinal);
        Assert.Contains("No alert of the turn of 2024-01-05 is bad.", calm.Flywheel("advise", "shop").Output, StringComparison.Ordinal);
    }
}
