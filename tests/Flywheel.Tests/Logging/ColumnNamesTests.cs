using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Monitoring;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Logging;

/// <summary>Production may name its columns by words that queries of ours might use.</summary>
public sealed class ColumnNamesTests
{
    [Theory]
    [InlineData("place")]
    [InlineData("rows")]
    [InlineData("value")]
    [InlineData("rule")]
    [InlineData("chance")]
    [InlineData("one")]
    public void A_column_of_such_a_name_is_a_feature_a_cohort_and_a_stratum(string name)
    {
        using var shop = Renamed(name);
        shop.Edit(StrategyLoader.CurationName, "labels: from-log\n", "labels: { from-log: { price: 1 } }\naudit: { labels: 100 }\n");
        shop.Edit(StrategyLoader.CurationName, "rules:\n", $"rules:\n  - stratified: {{ by: {name}, per-stratum: 300 }}\n");

        for (var day = 1; day <= 3; day++)
        {
            shop.Arrive(day);
            shop.ChangeFile(shop.SourceFiles("events")[day - 1], $"* EXCLUDE (channel), channel AS {name}");
            shop.Turn(day);
        }

        var turn = shop.Turn(3);
        Assert.Equal(1200, turn.Of<MonitoringRecord>().Events);
        Assert.Contains(turn.Of<MonitoringRecord>().Figures, figure => figure.Cohort == $"{name}=app");
        Assert.Contains("stratified", turn.Of<CurationRecord>().ByRule.Keys);
        Assert.Equal(200, turn.Of<MonitoringRecord>().Audit!.Audited);
        Assert.NotNull(turn.Of<TrainingRecord>().Candidate);
    }

    [Theory]
    [InlineData("period")]
    [InlineData("counted")]
    public void A_column_of_such_a_name_changes_no_check_that_counts_by_period(string name)
    {
        string[] verdicts = [.. new[] { "channel", name }.Select(Verdicts)];

        Assert.Matches("of 24 periods.*; .*periods are within|4 periods", verdicts[0]);
        Assert.Equal(verdicts[0], verdicts[1]);

        static string Verdicts(string name)
        {
            using var shop = Renamed(name);
            shop.Edit(
                "  observe:\n",
                "  observe:\n    - burst: { of: positives, each: 1h, over: 2d }\n    - predicted: { each: 6h, season: 1, over: 2d }\n"
            );
            for (var day = 1; day <= 3; day++)
            {
                shop.Arrive(day);
                if (name != "channel")
                {
                    shop.ChangeFile(shop.SourceFiles("events")[day - 1], $"* EXCLUDE (channel), channel AS {name}");
                }

                shop.Turn(day);
            }

            var checks = shop.Turn(3).Of<MonitoringRecord>().Checks;
            return string.Join(
                "; ",
                checks.Where(check => check.Why.Contains("period", StringComparison.Ordinal)).Select(check => check.Why)
            );
        }
    }

    [Theory]
    [InlineData("rule")]
    [InlineData("price")]
    [InlineData("before")]
    [InlineData("signed_by")]
    public void A_column_of_such_a_name_is_shown_to_who_labels(string name)
    {
        using var shop = Renamed(name);
        shop.Edit(
            StrategyLoader.CurationName,
            "labels: from-log\n",
            $"labels: {{ in-order: {{ of: [ {{ sql-rule: CASE WHEN {name} = 'app' THEN 0 END }}, human-queue ], conflicts: majority }} }}\nbudget: 90\n"
        );
        shop.Arrive(1);
        shop.ChangeFile(shop.SourceFiles("events")[0], $"* EXCLUDE (channel), channel AS {name}");

        var record = shop.Turn(1).Of<LabelRecord>();
        var asked = shop.Flywheel("labels", "ask", "shop", "queue.csv", "--assume-merged");

        Assert.Equal(90, record.Labelers!.Sum(labeler => labeler.Labels + labeler.Waiting));
        Assert.Contains(record.Shares!, share => share.Name == $"{name}=app");
        Assert.True(asked.Code == 0, asked.Error);
        Assert.Contains(
            $"order_id,returned,signed_by,rule,reason,priority,ordered_at,amount,items,{name}\n",
            shop.Read("queue.csv")!,
            StringComparison.Ordinal
        );
    }

    /// <summary>A shop whose column of channels has another name.</summary>
    private static TemporaryRepository Renamed(string name)
    {
        var shop = new TemporaryRepository();
        shop.Edit("    channel: text", $"    {name}: text");
        shop.Edit("channel: { categorical: channel }", $"{name}: {{ categorical: {name} }}");
        shop.Edit("in: [ channel ]", $"in: [ {name} ]");
        shop.Edit(StrategyLoader.CohortsName, "channel: { values: { of: channel,", $"{name}: {{ values: {{ of: {name},");
        return shop;
    }
}
