using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Reports;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Reports;

/// <summary>Each candidate has a card beside its manifest, with the figures of the turn that tested it.</summary>
public sealed class ModelCardTests
{
    [Fact]
    public void It_has_the_figures_of_the_test_and_what_the_bytes_follow_from()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("model: shop\n", "model: shop\nabout: Will an order come back? Not for deciding who may order.\n");
        shop.Live(4);

        var turn = shop.Turn(4);
        var card = shop.Read("models/shop/2024-01-05.md")!;

        Assert.StartsWith(
            "# Model card: shop@2024-01-05\n\nWill an order come back? Not for deciding who may order.\n",
            card,
            StringComparison.Ordinal
        );
        Assert.Contains("Predicts `returned` (binary)", card, StringComparison.Ordinal);
        var seen = turn.Of<Comparison>();
        foreach (var contrast in seen.Contrasts.Where(contrast => contrast.Metric is "auc" or "log-loss"))
        {
            Assert.Contains(Numbers.WithInterval(contrast.CandidateMeasured), card, StringComparison.Ordinal);
        }

        Assert.Contains($"on the {Numbers.Count(seen.Rows)} labelled rows", card, StringComparison.Ordinal);
        Assert.Contains("](../../datasets/shop/2024-01-05.yaml)", card, StringComparison.Ordinal);
        Assert.Contains("[The manifest](2024-01-05.yaml)", card, StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_cohorts_that_are_worse_for_sure_and_those_that_are_not_measured()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("cohorts.yaml", "night: hour(ordered_at) < 6", "night: hour(ordered_at) < 6\n  loud: amount < 0");
        shop.Live(4);

        var seen = shop.Turn(4).Of<Comparison>();
        var card = shop.Read("models/shop/2024-01-05.md")!;

        var all = seen.Of(Figure.All, "auc")!.CandidateMeasured;
        var weak = seen
            .Contrasts.Where(contrast => contrast is { Metric: "auc", Kind: GroupKind.Cohort } && contrast.CandidateMeasured.High < all.Low)
            .ToList();
        Assert.NotEmpty(weak);
        foreach (var cohort in weak)
        {
            Assert.Matches($"worse than over all for sure [^\n]*{cohort.Group}", card);
        }

        Assert.Contains("Not measured, without a labelled row: loud", card, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_without_a_candidate_has_none_and_takes_back_the_one_that_it_had()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        Assert.NotNull(shop.Read("models/shop/2024-01-05.md"));
        shop.Edit("trigger: { every: 1d }", "trigger: manual");

        shop.Turn(4);

        Assert.Null(shop.Read("models/shop/2024-01-05.md"));
        Assert.NotNull(shop.Read("models/shop/2024-01-04.md"));
    }
}
