using Flywheel.Reports;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Reports;

public sealed class LeftBehindTests
{
    [Fact]
    public void This_repository_leaves_nothing_behind()
    {
        var files = new WorkingTree(Repository.Root);
        var models = StrategyLoader.Models(files);

        Assert.Empty(models.SelectMany(model => LeftBehind.Of(files, model, models)));
    }

    [Fact]
    public void Every_turn_of_the_shop_leaves_nothing_behind()
    {
        using var shop = new TemporaryRepository();
        for (var cycle = 1; cycle <= 5; cycle++)
        {
            shop.Arrive(cycle);
            shop.Turn(cycle);
            Assert.Empty(Of(shop));
        }
    }

    [Fact]
    public void Each_file_that_misleads_is_told_with_what_to_type()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        var comparison = shop.Read("reports/shop/comparison.verified.md")!;

        shop.Write("reports/shop/old.svg", "<svg/>");
        File.Delete(shop.PathOf("reports/shop/cohorts.svg"));
        File.Delete(shop.PathOf("models/shop/2024-01-04.yaml"));
        shop.Write(
            "reports/shop/comparison.verified.md",
            comparison.Replace("# shop: candidate 2024-01-05", "# shop: candidate 2024-01-03", StringComparison.Ordinal)
                + "\nSee `datasets/shop/2023.yaml`, not `models/shop/`.\n"
        );
        shop.Write("datasets/gone/2024.yaml", "");

        Assert.Equal(
            [
                "reports/shop/old.svg: no report of shop names this picture.",
                "reports/shop/comparison.verified.md names reports/shop/cohorts.svg, which is not there.",
                "reports/shop/comparison.verified.md names datasets/shop/2023.yaml, which is not there.",
                "reports/shop/comparison.verified.md is of another turn than the ledger's last, 2024-01-05:",
                "models/shop/deployment.yaml names models/shop/2024-01-04.yaml, which is not there.",
                "datasets/gone/ is of a model that has no strategy.",
            ],
            Of(shop).Select(told => told.Split(" Type: ")[0].Split(" it says")[0])
        );
    }

    [Fact]
    public void Check_tells_what_is_left_over_and_ends_with_exit_5()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        var before = shop.Flywheel("check", "shop");

        shop.Write("reports/shop/comparison.received.md", "old");
        var left = shop.Flywheel("check", "shop");
        File.Delete(shop.PathOf("reports/shop/comparison.received.md"));

        Assert.NotEqual(5, before.Code);
        Assert.Equal(5, left.Code);
        Assert.Contains("reports/shop/comparison.received.md is left over", left.Output, StringComparison.Ordinal);
        Assert.Equal(before.Code, shop.Flywheel("check", "shop").Code);
    }

    private static IReadOnlyList<string> Of(TemporaryRepository shop) => LeftBehind.Of(new WorkingTree(shop.Root), "shop", ["shop"]);
}
