using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace Course.Tests.Handouts;

/// <summary>One look at one page in a browser without a network.</summary>
/// <param name="Path">The page's file.</param>
/// <param name="Messages">What the page wrote to the console as a warning or an error, and exceptions that nobody caught.</param>
/// <param name="Requests">Every address that was asked for.</param>
internal sealed record Visit(string Path, Look Look, IReadOnlyList<string> Messages, IReadOnlyList<string> Requests, PageFacts Facts)
{
    /// <inheritdoc/>
    public override string ToString() => $"{System.IO.Path.GetFileName(Path)}, {Look}";
}

/// <summary>Opens pages in several looks, once for all tests, in the Chromium of this machine.</summary>
public sealed class Visits : IAsyncLifetime
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Facts = ReadFacts();
    private readonly Dictionary<string, IReadOnlyList<Visit>> done = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Starts the browser before the first test, so that no test is held to have left it behind.</summary>
    public async ValueTask InitializeAsync()
    {
        if (ChromiumProgram.Path is not null)
        {
            playwright = await Playwright.CreateAsync();
            browser = await ChromiumProgram.Start(playwright);
        }
    }

    /// <summary>Every look at every page of the list.</summary>
    internal async Task<IReadOnlyList<Visit>> Of(IReadOnlyList<string> pages, IReadOnlyList<Look> looks)
    {
        if (!done.TryGetValue(pages[0], out var visits))
        {
            var chromium = Browser();
            var all = looks.SelectMany(_ => pages, (look, page) => (look, page)).ToList();
            var seen = new Visit[all.Count];
            await Parallel.ForAsync(0, all.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => seen[i] = await See(chromium, all[i].page, all[i].look));
            done[pages[0]] = visits = seen;
        }

        return visits;
    }

    /// <summary>Opens a page, with nothing that it could fetch.</summary>
    internal async Task<IPage> Open(string path, Look look) => await Open(Browser(), path, look, _ => { }, _ => { });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }

    private static async Task<Visit> See(IBrowser chromium, string path, Look look)
    {
        var messages = new ConcurrentQueue<string>();
        var requests = new ConcurrentQueue<string>();
        var page = await Open(chromium, path, look, messages.Enqueue, requests.Enqueue);
        var facts = await page.EvaluateAsync<JsonElement>(Facts);
        await page.Context.CloseAsync();
        return new Visit(path, look, [.. messages], [.. requests], facts.Deserialize<PageFacts>(JsonSerializerOptions.Web)!);
    }

    private static async Task<IPage> Open(IBrowser chromium, string path, Look look, Action<string> say, Action<string> ask)
    {
        var context = await chromium.NewContextAsync(new() { Offline = true, ColorScheme = look.Scheme, ViewportSize = new() { Width = look.Width, Height = 900 } });
        context.Request += (_, request) => ask(request.Url);
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                say($"{message.Type}: {message.Text}");
            }
        };
        context.WebError += (_, error) => say($"exception: {error.Error}");
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        if (await page.Locator("script.chart-data").CountAsync() > 0)
        {
            // Not WaitForFunction: that needs eval, which the page's content security policy forbids.
            await page.Locator("html[data-charts=drawn]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        }

        if (look.Media == Media.Print)
        {
            // Not for the screen: a page that is told to be on a screen stays so in print.
            await page.EmulateMediaAsync(new() { Media = look.Media, ColorScheme = look.Scheme });
        }

        return page;
    }

    private IBrowser Browser()
    {
        Assert.SkipWhen(browser is null && !HandoutCollection.HasReady, ChromiumProgram.Lack);
        return browser ?? throw new InvalidOperationException(ChromiumProgram.Lack);
    }

    private static string ReadFacts()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Course.Tests.Handouts.facts.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
