using Course.Commands;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Jupyter;

/// <summary>The kernel as Jupyter's own programs meet it.</summary>
public sealed class RealJupyterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Jupyters_client_runs_interrupts_restarts_and_ends_the_kernel()
    {
        RealJupyter.Require();
        const string Script = """
            import sys, time
            from jupyter_client.manager import KernelManager

            manager = KernelManager(kernel_name='.net-csharp')
            manager.start_kernel(stdout=open('/dev/null', 'w'), stderr=open('/dev/null', 'w'))
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=120)

            def run(code, **options):
                texts = []
                def keep(message):
                    content = message['content']
                    if message['msg_type'] == 'stream':
                        texts.append(content['text'])
                    elif message['msg_type'] == 'execute_result':
                        texts.append(content['data']['text/plain'])
                reply = client.execute_interactive(code, timeout=120, output_hook=keep, allow_stdin=False, **options)
                content = reply['content']
                return content['status'], content.get('ename'), ''.join(texts)

            print(run('var x = 40;'), run('Console.Write(1); x + 2'))
            print(run('throw new Exception("no");'), run('x'))
            assert client.is_alive()
            assert client.hb_channel.is_beating()

            waiting = client.execute('while (true);')
            while client.get_iopub_msg(timeout=60)['msg_type'] != 'execute_input':
                pass
            time.sleep(0.5)
            manager.interrupt_kernel()
            reply = client.get_shell_msg(timeout=60)
            print(reply['parent_header']['msg_id'] == waiting, reply['content']['ename'])

            manager.restart_kernel()
            client.wait_for_ready(timeout=120)
            print(run('x')[:2])
            client.stop_channels()
            manager.shutdown_kernel()
            print(manager.is_alive())
            """;
        var (exitCode, output, error) = RealJupyter.RunWithKernel(folder.FullName, "/usr/bin/python3", "-c", Script);
        Assert.True(exitCode == 0, error);
        Assert.Equal(
            """
            ('ok', None, '') ('ok', None, '142')
            ('error', 'System.Exception', '') ('ok', None, '40')
            True Interrupted
            ('error', 'CompilationError')
            False

            """,
            output);
    }

    /// <summary>Python that has started the kernel: <c>manager</c> and <c>client</c> are there.</summary>
    private static string Begin(string options = "") => $"""
        from jupyter_client.manager import KernelManager

        manager = KernelManager(kernel_name='.net-csharp', {options})
        manager.start_kernel(stdout=open('/dev/null', 'w'), stderr=open('/dev/null', 'w'))
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=120)

        """;

    [Fact]
    public void Jupyters_client_comes_over_Unix_sockets()
    {
        RealJupyter.Require();
        const string Script = """
            import glob
            print(len(glob.glob(manager.ip + '-*')), client.hb_channel.is_beating())
            texts = []
            client.execute_interactive(
                'Console.ReadLine() + new string(\'.\', 3)', timeout=120, allow_stdin=True,
                stdin_hook=lambda question: client.input('typed'),
                output_hook=lambda message: texts.append(message['content'].get('data', {}).get('text/plain')))
            print([text for text in texts if text])
            client.stop_channels()
            manager.shutdown_kernel()
            print(glob.glob(manager.ip + '-*'))
            """;
        var (exitCode, output, error) = RealJupyter.RunWithKernel(folder.FullName, "/usr/bin/python3", "-c", Begin("transport='ipc'") + Script);
        Assert.True(exitCode == 0, error);
        Assert.Equal("5 True\n['typed...']\n[]\n", output);
    }

    [Fact]
    public void Jupyters_client_completes_explains_and_answers_what_a_cell_asks()
    {
        RealJupyter.Require();
        const string Script = """
            completed = client.complete('Console.WriteL', 14, reply=True, timeout=120)['content']
            print(completed['matches'], completed['cursor_start'], completed['cursor_end'])
            inspected = client.inspect('Math.Max(1, 2)', 7, reply=True, timeout=120)['content']
            print(inspected['found'], 'Math.Max' in inspected['data']['text/plain'])
            texts = []
            client.execute_interactive(
                'Console.ReadLine() + "!"', timeout=120, allow_stdin=True,
                stdin_hook=lambda question: client.input('typed'),
                output_hook=lambda message: texts.append(message['content'].get('data', {}).get('text/plain')))
            print([text for text in texts if text])
            client.stop_channels()
            manager.shutdown_kernel()
            """;
        var (exitCode, output, error) = RealJupyter.RunWithKernel(folder.FullName, "/usr/bin/python3", "-c", Begin() + Script);
        Assert.True(exitCode == 0, error);
        Assert.Equal("['WriteLine'] 8 14\nTrue True\n['typed!']\n", output);
    }

    [Fact]
    public void Nbconvert_gives_the_outputs_that_course_run_gives()
    {
        RealJupyter.Require();
        string[] sources =
        [
            "using System.IO;\nvar x = 20;\nConsole.WriteLine(\"out\"); Console.Error.WriteLine(\"err\"); Console.WriteLine(\"out again\");",
            "display(x); new { x, Text = \"<b>\" }.Display(); x + 22",
            "#!html\n<b>bold</b>",
            "#!markdown\n# Title",
            "#!mermaid\ngraph LR; a-->b",
            "var shown = 1.Display(); shown.Update(2);",
            "throw new InvalidOperationException(\"expected\");",
            "int y = \"s\";",
            "new[] { 1, 2, 3 }.Select(n => new { n, Square = n * n })",
            "await Task.Yield(); (string?)null",
        ];
        var cells = sources.Select((source, i) => new Cell($"c{i}", CellKind.Code, source)
        {
            Metadata = i is 6 or 7 ? new() { ["tags"] = new System.Text.Json.Nodes.JsonArray("raises-exception") } : [],
        });
        var path = Path.Combine(folder.FullName, "same.ipynb");
        new Notebook(path, [.. cells]).Normalise().Write(path);
        var (ours, theirs) = RunBoth(path);
        Assert.Equal(ours.Cells.Select(cell => WithoutDisplayIds(cell)), theirs.Cells.Select(cell => WithoutDisplayIds(cell)));
    }

    /// <summary>Runs when asked for (-explicit only), as it takes as long as two chapters do, twice.</summary>
    [Theory(Explicit = true)]
    [InlineData("00-lab-bench.ipynb")]
    [InlineData("05-pipes.ipynb")]
    public void Nbconvert_runs_a_chapter_with_the_same_kinds_of_outputs_as_course_run(string chapter)
    {
        RealJupyter.Require();
        var (ours, theirs) = RunBoth(Path.Combine(Repository.Root, "notebooks", chapter));
        Assert.Equal(ours.Cells.Select(Kinds), theirs.Cells.Select(Kinds));
    }

    private (Notebook Ours, Notebook Theirs) RunBoth(string path)
    {
        var (exitCode, _, error) = RealJupyter.RunWithKernel(folder.FullName, "/usr/bin/jupyter", "nbconvert", "--to", "notebook", "--execute", path, "--output-dir", folder.FullName, "--output", "executed");
        Assert.True(exitCode == 0, error);
        var ours = new NotebookRunner(TimeSpan.FromMinutes(5)).Run(Notebook.Read(path), _ => { }, TestContext.Current.CancellationToken);
        Assert.True(ours.Failure is null, ours.Failure?.ToString());
        return (ours.Notebook, Notebook.Read(Path.Combine(folder.FullName, "executed.ipynb")));
    }

    /// <summary>A cell's outputs as text that is the same for the same outputs.</summary>
    private static string WithoutDisplayIds(Cell cell) => string.Join('\n', cell.Outputs.Select(output => output switch
    {
        Output.Stream stream => $"{stream.Name}: {stream.Text}",
        Output.DisplayData display => $"display: {Forms(display.Data)}",
        Output.ExecuteResult result => $"result {result.ExecutionCount}: {Forms(result.Data)}",
        Output.Error error => $"error: {error.Name}: {error.Value}: {string.Join('|', error.Traceback)}",
        _ => throw new InvalidOperationException(),
    }));

    private static string Forms(MimeBundle data) => string.Join("; ", data.Forms.OrderBy(form => form.Key, StringComparer.Ordinal).Select(form => $"{form.Key} = {form.Value}"));

    private static string Kinds(Cell cell) => string.Join(", ", cell.Outputs.Select(output => output switch
    {
        Output.Stream stream => stream.Name,
        Output.DisplayData display => $"display {string.Join(' ', display.Data.Forms.Keys.Order(StringComparer.Ordinal))}",
        Output.ExecuteResult result => $"result {string.Join(' ', result.Data.Forms.Keys.Order(StringComparer.Ordinal))}",
        Output.Error error => $"error {error.Name}",
        _ => throw new InvalidOperationException(),
    }));
}
