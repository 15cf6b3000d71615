using Flywheel.Tests.Infra;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Flywheel.Tests.Site;

/// <summary>The site opened from its folder in a real browser, clicked through, and reached by keyboard alone.</summary>
public sealed class SiteBrowserTests(SiteBrowserTests.Opened opened) : IClassFixture<SiteBrowserTests.Opened>
{
    private const int Patience = 180_000;
    private const string Model = "models/shop/index.html";

    /// <summary>WCAG 2.1, AA, of text of normal size.</summary>
    private const double LeastContrast = 4.5;

    private static readonly string[] Schemes = ["light", "dark"];

    private static readonly string[] Pages =
    [
        "index.html",
        Model,
        $"models/shop/comparison/{ReportedShop.Day(3)}.html",
        $"models/shop/monitoring/{ReportedShop.Day(6)}.html",
        "models/shop/comparison/proposed.html",
        $"models/shop/versions/{ReportedShop.Day(1)}.html",
    ];

    [Fact(Timeout = Patience)]
    public async Task From_the_start_to_an_older_report_and_back_by_clicks_without_a_complaint_or_a_request_outside()
    {
        await using var browser = await Browser.Open();
        await browser.Go(opened.File("index.html"));

        await browser.Follow("main h2 a");
        Assert.EndsWith(Model, browser.Page.Url, StringComparison.Ordinal);
        await browser.Follow($"a[href='comparison/{ReportedShop.Day(3)}.html']");
        await browser.Follow("a[rel=prev]");
        Assert.Contains(
            ReportedShop.Day(2),
            await browser.Ask<string>("document.querySelector('h1').textContent"),
            StringComparison.Ordinal
        );
        await browser.Follow("a[rel=next]");
        await browser.Follow(".top nav a[href$='index.html']:not([href*='../../../'])");
        Assert.EndsWith(Model, browser.Page.Url, StringComparison.Ordinal);
        await browser.Follow(".top > a");

        Assert.EndsWith("/index.html", browser.Page.Url, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
        Assert.All(browser.Requests, asked => Assert.StartsWith(opened.Address, asked, StringComparison.Ordinal));
        Assert.Contains(browser.Requests, asked => asked.EndsWith(".svg", StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task The_switch_changes_every_page_and_picture_and_is_remembered()
    {
        await using var browser = await Browser.Open();
        await browser.Resize(1280, 1000);
        await browser.Prefer("light");
        await browser.Go(opened.File(Pages[2]));
        var light = await Paper(browser);

        await browser.Page.ClickAsync("#scheme");
        var dark = await Paper(browser);
        await browser.Follow("a[rel=prev]");
        var elsewhere = await Paper(browser);
        await browser.Prefer("dark");
        await browser.Page.ClickAsync("#scheme");
        var back = await Paper(browser);

        Assert.Equal(("rgb(255, 255, 255)", "rgb(13, 17, 23)"), (light.Page, dark.Page));
        Assert.Equal((dark.Page, light.Page), (elsewhere.Page, back.Page));

        // The paper of pictures has the page's colour in both schemes: one pixel of each, as the browser drew it.
        Assert.All([light, dark, elsewhere, back], paper => Assert.Equal(paper.Pixel, paper.Picture));
        Assert.NotEqual(light.Pixel, dark.Pixel);
    }

    [Fact(Timeout = Patience)]
    public async Task All_text_has_contrast_and_no_page_scrolls_sideways_in_light_and_dark_wide_and_narrow()
    {
        await using var browser = await Browser.Open();
        foreach (var (page, scheme) in Pages.SelectMany(page => Schemes.Select(scheme => (page, scheme))))
        {
            await browser.Prefer(scheme);
            await browser.Resize(1280, 900);
            await browser.Go(opened.File(page));
            await Keep(browser, page, scheme, "wide");
            var weakest = await browser.Ask<Contrast>(PageScripts.WeakestContrast);
            await browser.Resize(400, 800);
            var width = await browser.Ask<int>("document.documentElement.scrollWidth");
            await Keep(browser, page, scheme, "narrow");

            Assert.True(weakest.Ratio >= LeastContrast, $"{page}, {scheme}: {weakest.Ratio:0.00} of '{weakest.Text}'");
            Assert.True(width <= 400, $"{page}, {scheme}: {width} pixels of 400");
        }

        Assert.Empty(browser.Complaints);
    }

    [Fact(Timeout = Patience)]
    public async Task Tab_reaches_everything_in_order_and_shows_where_it_is()
    {
        await using var browser = await Browser.Open();
        foreach (var page in Pages)
        {
            await browser.Go(opened.File(page));
            var all = await browser.Ask<int>(PageScripts.NumberFocusable);

            for (var number = 1; number <= all; number++)
            {
                await browser.Press("Tab");
                var at = await browser.Ask<Focus>(PageScripts.Focused);
                Assert.True(at.Number == number && at.IsSeen, $"{page}: after {number} tabs the focus is on {at}");
            }

            Assert.True(all > 4);
        }
    }

    [Fact(Timeout = Patience)]
    public async Task The_link_that_skips_leads_to_the_content()
    {
        await using var browser = await Browser.Open();
        await browser.Go(opened.File(Model));

        await browser.Press("Tab");
        await browser.Press("Enter");

        Assert.Equal("content", await browser.Ask<string>("document.activeElement.id"));
    }

    [Fact(Timeout = Patience)]
    public async Task Turns_are_sorted_and_filtered_by_keyboard()
    {
        await using var browser = await Browser.Open();
        await browser.Go(opened.File(Model));
        const string Box = "[data-table][aria-label=Turns]";
        const string Values = $"[...document.querySelectorAll('{Box} tbody tr')].map(row => row.cells[3].dataset.by)";
        const string Shown = $"[...document.querySelectorAll('{Box} tbody tr:not([hidden])')].map(row => row.cells[1].textContent)";

        await browser.Page.FocusAsync($"{Box} thead th:nth-child(4) button");
        await browser.Press("Enter");
        var ascending = await browser.Ask<string[]>(Values);
        await browser.Press("Space");
        var descending = await browser.Ask<string[]>(Values);
        await browser.Page.FocusAsync("input[aria-label='Filter Turns']");
        await browser.Page.Keyboard.TypeAsync("refuse");

        // The first turn has no value: it stays last, whichever way round.
        var numbers = ascending[..^1].Select(double.Parse).ToList();
        Assert.Equal(("", ""), (ascending[^1], descending[^1]));
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(numbers.OrderDescending(), descending[..^1].Select(double.Parse));
        Assert.Equal("descending", await browser.Ask<string>($"document.querySelector('{Box} th:nth-child(4)').ariaSort"));
        Assert.All(await browser.Ask<string[]>(Shown), decision => Assert.Equal("refuse", decision));
        Assert.Equal("3 of 7", await browser.Ask<string>($"document.querySelector('.filter output').textContent"));
    }

    /// <summary>Colour of the page's paper, one pixel of it, and one of a picture's.</summary>
    private static async Task<(string Page, string Pixel, string Picture)> Paper(Browser browser)
    {
        await browser.Page.EvaluateExpressionAsync("scrollTo(0, 0)");
        var page = await Pixel(browser, 2, 2);
        await browser.Page.WaitForExpressionAsync(PageScripts.PictureIsThere);
        var at = await browser.Ask<decimal[]>(PageScripts.PictureCorner);
        var picture = await Pixel(browser, at[0], at[1]);
        return (await browser.Ask<string>("getComputedStyle(document.body).backgroundColor"), page, picture);
    }

    private static Task<string> Pixel(Browser browser, decimal x, decimal y) =>
        browser.Page.ScreenshotBase64Async(
            new ScreenshotOptions
            {
                Clip = new Clip
                {
                    X = x,
                    Y = y,
                    Width = 1,
                    Height = 1,
                },
            }
        );

    /// <summary>Keeps a picture of the page for people to look at.</summary>
    private static async Task Keep(Browser browser, string page, string scheme, string width)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "site-pictures")).FullName;
        var name = $"{page.Replace('/', '-').Replace(".html", "", StringComparison.Ordinal)}-{width}-{scheme}.png";
        await browser.Page.EvaluateExpressionAsync("document.querySelectorAll('img').forEach(image => image.loading = 'eager')");
        await browser.Page.ScreenshotAsync(Path.Combine(folder, name), new ScreenshotOptions { FullPage = true });
    }

    private sealed record Contrast(double Ratio, string Text);

    private sealed record Focus(int Number, bool IsSeen, string What);

    /// <summary>A site in a folder: six merged turns and a seventh that is proposed.</summary>
    public sealed class Opened : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Opened()
        {
            using var shop = new ReportedShop(6);
            shop.Turn(7);
            foreach (var (address, text) in SitePages.Of(shop.Repository.Root).Texts)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(File(address))!);
                System.IO.File.WriteAllText(File(address), text);
            }
        }

        public string Address => new Uri(folder.Path + "/").AbsoluteUri;

        public string File(string address) => Path.Combine(folder.Path, address);

        public void Dispose() => folder.Dispose();
    }
}
