using System.Text.Json;
using Flywheel.Tests.Infra;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace Flywheel.Tests.Site;

/// <summary>A real browser with one page open, which keeps what the page complained of and what it asked for.</summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>Names another browser than the one that the build fetches.</summary>
    private const string Variable = "FLYWHEEL_BROWSER";

    private const int Patience = 60_000;
    private readonly IBrowser browser;

    private Browser(IBrowser browser, IPage page) => (this.browser, Page) = (browser, page);

    public IPage Page { get; }

    /// <summary>Errors on the console, and those that no script caught.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Every address that was asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<Browser> Open()
    {
        var program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "build", "browser", "run");
        Assert.True(
            File.Exists(program),
            $"There is no browser at {program}. Type: ./build.sh --target=Browser, or set {Variable} to one."
        );

        // Without its sandbox, which no browser has when root starts it; it opens nothing but the pages of this test.
        var browser = await Puppeteer.LaunchAsync(
            new LaunchOptions
            {
                ExecutablePath = program,
                Headless = true,
                Timeout = Patience,
                ProtocolTimeout = Patience,
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"],
            }
        );
        var opened = new Browser(browser, await browser.NewPageAsync());
        opened.Page.DefaultTimeout = Patience;
        opened.Page.Console += (_, told) =>
        {
            if (told.Message.Type == ConsoleType.Error)
            {
                opened.Complaints.Add(told.Message.Text);
            }
        };
        opened.Page.PageError += (_, error) => opened.Complaints.Add(error.Message);
        opened.Page.Request += (_, asked) => opened.Requests.Add(asked.Request.Url);
        return opened;
    }

    public Task Go(string file) => Page.GoToAsync(new Uri(file).AbsoluteUri);

    /// <summary>Clicks on what a selector finds, and waits for the page that it leads to.</summary>
    public Task Follow(string selector) => Task.WhenAll(Page.WaitForNavigationAsync(), Page.ClickAsync(selector));

    public async Task<T> Ask<T>(string script) => (await Page.EvaluateExpressionAsync<JsonElement>(script)).Deserialize<T>()!;

    public Task Resize(int width, int height) => Page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });

    /// <summary>What the reader's system asks for: light or dark.</summary>
    public Task Prefer(string scheme) =>
        Page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);

    public Task Press(string key) => Page.Keyboard.PressAsync(key, new PressOptions());

    public async ValueTask DisposeAsync() => await browser.DisposeAsync();
}
