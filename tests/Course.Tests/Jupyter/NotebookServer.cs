using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Jupyter;

namespace Course.Tests.Jupyter;

/// <summary>Debian's Jupyter Notebook as a server of this machine alone, with the course's kernel, and with all its files in a folder that only the test uses.</summary>
internal sealed class NotebookServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/jupyter-notebook", Token = "course-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly Task<string> log;

    private NotebookServer(Process process)
    {
        this.process = process;
        log = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it serves, with a slash at the end.</summary>
    private Uri Address { get; set; } = null!;

    /// <summary>Skips the test on a machine without Jupyter Notebook; in CI, which installs it, fails instead.</summary>
    internal static void Require()
    {
        const string Lack = "no jupyter-notebook of Debian on this machine";
        Assert.False(!File.Exists(Program) && Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Lack);
        Assert.SkipUnless(File.Exists(Program), Lack);
    }

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <param name="folder">Whose notebooks it serves.</param>
    /// <param name="prefix">Where the kernelspec and the server's own files go.</param>
    internal static async Task<NotebookServer> Start(string folder, string prefix)
    {
        KernelSpec.Install(KernelSpecPlaces.Below(prefix), KernelSpec.DefaultName);
        var start = new ProcessStartInfo(Program, ["--no-browser", "--allow-root", "--ip=127.0.0.1", $"--NotebookApp.token={Token}", $"--notebook-dir={folder}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in RealJupyter.EnvironmentBelow(prefix))
        {
            start.Environment[name] = value;
        }

        var server = new NotebookServer(Process.Start(start)!);
        try
        {
            server.Address = await server.Listening(Path.Combine(prefix, "runtime"));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The page of a notebook.</summary>
    internal string Page(string notebook) => new Uri(Address, $"notebooks/{notebook}?token={Token}").AbsoluteUri;

    /// <summary>Ends the server and its kernels as its own button does, and by force if that does not help.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited && Address is not null)
            {
                using var client = new HttpClient { Timeout = Patience };
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, "api/shutdown"));
                request.Headers.Add("Authorization", $"token {Token}");
                using var answer = await client.SendAsync(request, CancellationToken.None);
                process.WaitForExit(Patience);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>Waits for the file in which the server says where it listens; it writes it once it does.</summary>
    private async Task<Uri> Listening(string folder)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            Assert.False(process.HasExited, process.HasExited ? await log : "");
            if (Directory.Exists(folder) && Directory.GetFiles(folder, "nbserver-*.json").FirstOrDefault() is { } file && await AddressIn(file) is { } address)
            {
                return address;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{Program} did not listen within {Patience.TotalSeconds} s");
    }

    private static async Task<Uri?> AddressIn(string file)
    {
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return text.TrimEnd().EndsWith('}') ? new Uri((string)JsonNode.Parse(text)!["url"]!) : null;
    }
}
