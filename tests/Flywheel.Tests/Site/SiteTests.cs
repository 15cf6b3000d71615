using System.Text.RegularExpressions;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Site;

public sealed partial class SiteTests(SiteTests.Shop shop) : IClassFixture<SiteTests.Shop>
{
    private const string Comparison = "models/shop/comparison";

    [Fact]
    public void No_link_is_dead_and_none_leads_outside()
    {
        var links = shop.Site.Pages.SelectMany(shop.Site.Links).ToList();

        Assert.Empty(shop.Site.Dead());
        Assert.True(links.Count > 100);
        Assert.DoesNotContain(links, link => link.Contains(':', StringComparison.Ordinal) || link.StartsWith('/'));
    }

    [Fact]
    public void The_repository_s_own_site_has_no_dead_link() => Assert.Empty(SitePages.Of(Repository.Root).Dead());

    [Fact]
    public void Every_merged_version_of_a_report_has_a_page_that_leads_to_its_neighbours()
    {
        var (second, third) = (ReportedShop.Day(2), ReportedShop.Day(3));

        var page = shop.Site.Texts[$"{Comparison}/{second}.html"];

        Assert.Equal(Shop.Turns, shop.Site.Pages.Count(address => address.StartsWith(Comparison, StringComparison.Ordinal)));
        Assert.Contains($"candidate {second} against", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{ReportedShop.Day(1)}.html\" rel=\"prev\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{third}.html\" rel=\"next\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_shows_the_pictures_of_its_own_commit_and_equal_ones_are_there_once()
    {
        var pictures = Enumerable.Range(1, Shop.Turns).Select(turn => Pictures(turn)).ToList();

        Assert.All(pictures, shown => Assert.Equal(2, shown.Count));
        Assert.Equal(Shop.Turns, pictures.Select(shown => shown[0]).Distinct().Count());
        Assert.Single(pictures.Select(shown => shown[1]).Distinct());
        Assert.Contains("<title>turn 2: ", shop.Site.Texts[pictures[1][0]], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_data_are_text()
    {
        var pages = shop.Site.Pages.Where(page => shop.Site.Texts[page].Contains("onerror", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pages);
        Assert.All(
            pages,
            page =>
            {
                var text = shop.Site.Texts[page];
                Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
                Assert.Contains("&lt;img src=y onerror=alert(1)&gt;", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<img src=y", text, StringComparison.Ordinal);
                Assert.DoesNotContain("=\"https:", text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Every_page_has_a_language_a_title_one_first_heading_none_skipped_and_heads_with_a_scope()
    {
        Assert.All(
            shop.Site.Pages,
            page =>
            {
                var text = shop.Site.Texts[page];
                var levels = Headings().Matches(text).Select(heading => int.Parse(heading.Groups[1].Value)).ToList();
                Assert.Contains("<html lang=\"en\">", text, StringComparison.Ordinal);
                Assert.Matches("<title>[^<]+</title>", text);
                Assert.Single(levels, 1);
                Assert.Equal(1, levels[0]);
                Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, page));
                Assert.DoesNotMatch("<th(>| (?!scope))", text);
                Assert.DoesNotMatch("<img (?![^>]*alt=)", text);
            }
        );
    }

    [Fact]
    public void The_same_commit_gives_the_same_bytes_in_another_folder()
    {
        using var other = new TemporaryFolder();
        shop.Shown.Repository.Git("clone", "--quiet", shop.Shown.Repository.Root, other.Path);

        Assert.Equal(shop.Site.Texts, SitePages.Of(shop.Shown.Repository.Root).Texts);
        Assert.Equal(shop.Site.Texts, SitePages.Of(other.Path).Texts);
        Assert.DoesNotContain(shop.Site.Texts.Values, text => text.Contains(shop.Shown.Repository.Root, StringComparison.Ordinal));
    }

    [Fact]
    public void A_shallow_clone_shows_what_it_has_and_says_what_is_missing()
    {
        using var other = new TemporaryFolder();
        shop.Shown.Repository.Git("clone", "--quiet", "--depth=2", "file://" + shop.Shown.Repository.Root, other.Path);

        var site = SitePages.Of(other.Path);

        Assert.Equal(2, site.Pages.Count(address => address.StartsWith(Comparison, StringComparison.Ordinal)));
        Assert.Contains("This clone is shallow: reports before commit", site.Texts["index.html"], StringComparison.Ordinal);
        Assert.Empty(site.Dead());
    }

    [Fact]
    public void A_folder_without_git_shows_what_lies_there_and_says_so()
    {
        using var other = new TemporaryFolder();
        shop.Shown.Repository.Git("clone", "--quiet", shop.Shown.Repository.Root, other.Path);
        TemporaryFolder.Delete(System.IO.Path.Combine(other.Path, ".git"));

        var site = SitePages.Of(other.Path);

        Assert.Single(site.Pages, address => address.StartsWith(Comparison, StringComparison.Ordinal));
        Assert.Contains("There is no git history here", site.Texts["index.html"], StringComparison.Ordinal);
        Assert.DoesNotContain("proposed", site.Texts["index.html"], StringComparison.Ordinal);
        Assert.Empty(site.Dead());
    }

    [Fact]
    public void What_nobody_has_merged_is_shown_as_proposed_and_the_model_in_force_is_the_merged_one()
    {
        using var open = new ReportedShop(2);
        open.Turn(3);

        var site = SitePages.Of(open.Repository.Root);

        Assert.Contains("nobody has merged it", site.Texts[$"{Comparison}/proposed.html"], StringComparison.Ordinal);
        Assert.Contains(">proposed</span>", site.Texts["index.html"], StringComparison.Ordinal);
        Assert.Single(Regex.Matches(site.Texts[$"models/shop/versions/{ReportedShop.Day(3)}.html"], ">proposed</span>"));
        Assert.Empty(site.Dead());
    }

    [Fact]
    public void A_ledger_of_long_ago_with_other_columns_still_names_its_turn()
    {
        using var old = new TemporaryRepository();
        old.Write("reports/shop/comparison.verified.md", "# shop: before\n");
        old.Write("reports/shop/ledger.csv", "as-of,cost,decision\n2023-12-25,7,refuse\n");
        old.Init();
        old.Write("reports/shop/comparison.verified.md", "# shop: now\n\n![gone](gone.svg) and [a set](../../datasets/shop/x.yaml)\n");
        System.IO.File.Delete(old.PathOf("reports/shop/ledger.csv"));
        old.Commit();

        var site = SitePages.Of(old.Root);

        Assert.Contains("Turn 2023-12-25", site.Texts[$"{Comparison}/2023-12-25.html"], StringComparison.Ordinal);
        Assert.Contains(">refuse</span>", site.Texts[$"{Comparison}/2023-12-25.html"], StringComparison.Ordinal);
        Assert.Contains(
            "gone and a set <code>datasets/shop/x.yaml</code>",
            site.Texts[$"{Comparison}/no-turn.html"],
            StringComparison.Ordinal
        );
        Assert.Empty(site.Dead());
    }

    [Fact]
    public void Three_hundred_turns_are_all_there()
    {
        using var many = new ReportedShop(0);
        for (var turn = 1; turn <= 300; turn++)
        {
            many.Turn(turn);
            if (turn % 10 == 0)
            {
                many.Repository.Commit();
            }
        }

        var site = SitePages.Of(many.Repository.Root);

        Assert.Equal(30, site.Pages.Count(address => address.StartsWith(Comparison, StringComparison.Ordinal)));
        Assert.Contains(site.Texts.Values, text => text.Contains("the newest 60 of 300 turns", StringComparison.Ordinal));

        // A row for each turn, each version, each commit.
        Assert.Equal(300 + 300 + 30, Regex.Count(site.Texts["models/shop/index.html"], "<th scope=\"row\""));
    }

    private List<string> Pictures(int turn) =>
        [
            .. shop
                .Site.Links($"{Comparison}/{ReportedShop.Day(turn)}.html")
                .Where(link => link.EndsWith(".svg", StringComparison.Ordinal))
                .Select(link => link.Replace("../", "", StringComparison.Ordinal)),
        ];

    [GeneratedRegex("<h([1-6])[ >]")]
    private static partial Regex Headings();

    /// <summary>One shop for all claims that change nothing.</summary>
    public sealed class Shop : IDisposable
    {
        public const int Turns = 4;

        public Shop() => Site = SitePages.Of(Shown.Repository.Root);

        public ReportedShop Shown { get; } = new(Turns);

        public SitePages Site { get; }

        public void Dispose() => Shown.Dispose();
    }
}
