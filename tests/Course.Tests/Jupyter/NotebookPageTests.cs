using Course.Commands;
using Course.Notebooks;
using Microsoft.Playwright;

namespace Course.Tests.Jupyter;

/// <summary>Jupyter Notebook's classic page in Chromium, used as a reader uses it: by its menus, buttons and keys. It runs when asked for: -explicit only.</summary>
public sealed class NotebookPageTests : IDisposable
{
    private const string Chapter = "05-pipes.ipynb";
    private const int Patience = 120_000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(Explicit = true)]
    public async Task A_chapter_runs_shows_its_pictures_and_a_loop_is_interrupted()
    {
        NotebookServer.Require();
        Assert.SkipWhen(ChromiumProgram.Path is null, ChromiumProgram.Lack);
        await using var server = await NotebookServer.Start(Copy(), Path.Combine(folder.FullName, "jupyter"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await ChromiumProgram.Start(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(server.Page($"notebooks/{Chapter}"));

        await RunsAll(page);
        await ShowsTablesTimelinesAndCharts(page);
        await InterruptsALoop(page);
    }

    /// <summary>A folder with the chapter and the libraries that it refers to: the page saves what it opened.</summary>
    private string Copy()
    {
        var root = Path.Combine(folder.FullName, "root");
        Directory.CreateDirectory(Path.Combine(root, "notebooks"));
        Directory.CreateSymbolicLink(Path.Combine(root, "lib"), Path.Combine(Repository.Root, "lib"));
        File.Copy(Path.Combine(Repository.Root, "notebooks", Chapter), Path.Combine(root, "notebooks", Chapter));
        return root;
    }

    private static async Task RunsAll(IPage page)
    {
        await page.Locator("#kernel_indicator_icon.kernel_idle_icon").WaitForAsync();
        await page.Locator("#celllink").ClickAsync();
        await page.Locator("#run_all_cells a").ClickAsync();
        await page.Locator(".code_cell.running").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.Locator(".code_cell.running")).ToHaveCountAsync(0, new() { Timeout = Patience });

        var cells = Notebook.Read(Path.Combine(Repository.Root, "notebooks", Chapter)).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        var prompts = await page.Locator(".code_cell .input_prompt").AllInnerTextsAsync();
        Assert.Equal(Enumerable.Range(1, cells.Count).Select(number => $"In [{number}]:"), prompts.Select(prompt => prompt.Replace('\u00a0', ' ')));
        Assert.Equal(cells.Count(cell => cell.Tags.Contains("raises-exception")), await page.Locator(".code_cell:has(.output_error)").CountAsync());
    }

    private static async Task ShowsTablesTimelinesAndCharts(IPage page)
    {
        Assert.True(await page.Locator(".output_html table").CountAsync() > 10);
        await Drawn(page.Locator(".output_html svg[role=img]"), wider: 200);
        var charts = page.Locator("figure[data-ipc-chart]");
        Assert.NotEqual(0, await charts.CountAsync());
        await charts.Locator("[data-ipc-drawn]").First.WaitForAsync();
        await Drawn(charts.Locator(".main-svg .trace").First, wider: 100);
    }

    private static async Task InterruptsALoop(IPage page)
    {
        await Run(page, "Console.Write(\"loop\" + \"ing\"); while (true);");
        await page.GetByText("looping", new() { Exact = true }).WaitForAsync();
        await page.Locator("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']").ClickAsync();
        await page.Locator(".output_error").GetByText("the cell was interrupted").First.WaitForAsync();
        await Run(page, "6 * 7");
        await page.Locator(".output_result").GetByText("42", new() { Exact = true }).WaitForAsync();
    }

    /// <summary>Writes a cell below the selected one and runs it.</summary>
    private static async Task Run(IPage page, string code)
    {
        await page.Locator("button[data-jupyter-action='jupyter-notebook:insert-cell-below']").ClickAsync();
        await page.Locator(".cell.selected .CodeMirror").ClickAsync();
        await page.Keyboard.InsertTextAsync(code);
        await page.Keyboard.PressAsync("Control+Enter");
    }

    private static async Task Drawn(ILocator drawings, int wider)
    {
        var boxes = new List<LocatorBoundingBoxResult?>();
        foreach (var drawing in await drawings.AllAsync())
        {
            boxes.Add(await drawing.BoundingBoxAsync());
        }

        Assert.Contains(boxes, box => box is { Height: > 20 } && box.Width > wider);
    }
}
