using System.Text.RegularExpressions;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cohorts.Weak;

public sealed class WeakCohortsCommandTests
{
    /// <summary>Of each third item of the web channel the label is turned round: nothing in the data tells, so no model can know.</summary>
    private const string Spoilt =
        "* REPLACE (CASE WHEN (order_id - 1000) % 3 = 2 AND substring(md5('spoil' || order_id), 1, 1) < '5' THEN 1 - returned ELSE returned END AS returned)";

    [Fact]
    public void A_planted_weak_cohort_is_found_confirmed_and_taken_into_the_strategy()
    {
        using var repository = Planted();

        var told = repository.Flywheel("weak-cohorts", "shop");
        var before = repository.Read("strategy/shop/cohorts.yaml");
        var written = repository.Flywheel("weak-cohorts", "shop", "--write");

        Assert.True(told.Code == 0, told.Output + told.Error);
        Assert.Matches("(?m)^channel = 'web', which is the cohort channel=web: log-loss is worse by \\+", told.Output);
        Assert.Contains("+  - error-analysis: { where: \"channel = 'web'\", count: 200 }", told.Output, StringComparison.Ordinal);
        Assert.Equal(0, written.Code);
        Assert.Contains(
            "error-analysis: { where: \"channel = 'web'\", count: 200 }",
            repository.Read("strategy/shop/curation.yaml")!,
            StringComparison.Ordinal
        );
        Assert.Equal(0, repository.Flywheel("validate").Code);
        Assert.Equal(before, repository.Read("strategy/shop/cohorts.yaml")![..before!.Length]);
    }

    [Fact]
    public void A_cohort_that_the_strategy_lacks_is_proposed_for_it()
    {
        using var repository = Planted();
        repository.Edit("cohorts.yaml", "  channel: { values: { of: channel, in: [ app, web, shop ] } }\n", "");
        repository.Edit("in: [ channel ]", "in: [ amount ]");

        var result = repository.Flywheel("weak-cohorts", "shop", "--write");

        Assert.Equal(0, result.Code);
        Assert.Matches("(?m)^  weak-channel-web: \"channel = 'web'\"$", repository.Read("strategy/shop/cohorts.yaml")!);
        Assert.Equal(0, repository.Flywheel("validate").Code);
    }

    [Fact]
    public void The_same_log_gives_the_same_words_and_nothing_is_left_behind()
    {
        using var repository = Planted();
        var before = repository.Documents();

        var (one, other) = (repository.Flywheel("weak-cohorts", "shop"), repository.Flywheel("weak-cohorts", "shop"));

        Assert.Equal(one.Output, other.Output);
        Assert.Equal(before, repository.Documents());
    }

    [Fact]
    public void What_was_received_later_is_not_looked_at()
    {
        using var repository = Planted();

        var result = repository.Flywheel("weak-cohorts", "shop", "--as-of", "2024-01-05T12:00:00");

        // The model of the third day's end was trained on what is before its hold-out.
        var rows = int.Parse(
            Regex.Match(result.Output, "of ([0-9,]+) labelled rows").Groups[1].Value.Replace(",", "", StringComparison.Ordinal),
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.InRange(rows, 1200, 3600);
    }

    [Fact]
    public void Before_a_model_is_in_force_and_with_a_wrong_metric_the_slip_is_named()
    {
        using var repository = new TemporaryRepository();
        repository.Arrive(1);
        var without = repository.Flywheel("weak-cohorts", "shop");
        var wrong = repository.Flywheel("weak-cohorts", "shop", "--metric", "auc");

        Assert.Equal((2, 2), (without.Code, wrong.Code));
        Assert.Contains("No model of shop is in force", without.Error, StringComparison.Ordinal);
        Assert.Contains(
            "'auc' is no metric of shop that is made of errors row by row. Name one of: log-loss, brier",
            wrong.Error,
            StringComparison.Ordinal
        );
    }

    /// <summary>A model of clean days, then four days on which labels of the web channel are partly turned round.</summary>
    private static TemporaryRepository Planted()
    {
        var repository = new TemporaryRepository();
        repository.Live(4);
        repository.Arrive(8);
        foreach (var file in repository.SourceFiles("labels").Skip(4))
        {
            repository.ChangeFile(file, Spoilt);
        }

        return repository;
    }
}
