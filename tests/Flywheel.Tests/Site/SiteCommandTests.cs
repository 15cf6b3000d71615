namespace Flywheel.Tests.Site;

public sealed class SiteCommandTests : IDisposable
{
    private readonly ReportedShop shop = new(1);

    [Fact]
    public void It_writes_pages_that_a_second_run_replaces_by_the_same_bytes()
    {
        var first = shop.Repository.Flywheel("site", "--to", "pages");
        var before = Read();
        shop.Repository.Write("pages/models/left.html", "of a model that is gone");

        var second = shop.Repository.Flywheel("site", "--to", "pages");

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal("5 pages. Open pages/index.html in a browser.\n", first.Output);
        Assert.Equal(before, Read());
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        var result = shop.Repository.Flywheel("site", "--to", "strategy");

        Assert.Equal(2, result.Code);
        Assert.Contains("holds files that no site left there", result.Error, StringComparison.Ordinal);
        Assert.NotNull(shop.Repository.Read("strategy/shop/strategy.yaml"));
    }

    [Fact]
    public void A_ledger_that_cannot_be_read_is_named_and_nothing_is_written()
    {
        shop.Repository.Write("reports/shop/ledger.csv", "as-of\nnonsense\n");

        var result = shop.Repository.Flywheel("site");

        Assert.Equal(2, result.Code);
        Assert.Contains("reports/shop/ledger.csv:1: the ledger cannot be read", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Repository.PathOf("artifacts")));
    }

    public void Dispose() => shop.Dispose();

    private SortedDictionary<string, string> Read() =>
        new(
            Directory
                .EnumerateFiles(shop.Repository.PathOf("pages"), "*", SearchOption.AllDirectories)
                .ToDictionary(file => file, File.ReadAllText),
            StringComparer.Ordinal
        );
}
