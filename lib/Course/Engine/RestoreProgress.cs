using System.Diagnostics;
using System.Globalization;
using System.Net;
using Course.Notebooks;

namespace Course.Engine;

/// <summary>Tells in a cell's output that a package is restored, and for how long already: one line, which changes in place.</summary>
internal sealed class RestoreProgress : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly string package;
    private readonly string id = Guid.NewGuid().ToString();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly Timer timer;
    private string outcome = "not restored";
    private bool ended;

    /// <param name="package">The package as the cell named it.</param>
    internal RestoreProgress(string package)
    {
        this.package = package;
        CellConsole.Current?.Display(Running(), id);
        timer = new Timer(_ => Update(), null, Between, Between);
    }

    /// <summary>The restore has succeeded: the line will say so.</summary>
    /// <param name="version">The version that there is now; empty where the cell named it.</param>
    internal void Succeeded(string version) => outcome = $"{version} restored".TrimStart();

    /// <summary>The line that stays.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            ended = true;
            CellConsole.Current?.Update(Line($"{package}: {outcome} in {Seconds("F1")} s", bar: ""), id);
        }
    }

    private void Update()
    {
        lock (gate)
        {
            if (!ended)
            {
                CellConsole.Current?.Update(Running(), id);
            }
        }
    }

    private MimeBundle Running() => Line($"{package}: restoring, {Seconds("F0")} s", $"<progress aria-label=\"{WebUtility.HtmlEncode(package)}\"></progress> ");

    private static MimeBundle Line(string text, string bar) =>
        new(new Dictionary<string, string> { ["text/html"] = $"<div>{bar}{WebUtility.HtmlEncode(text)}</div>", ["text/plain"] = text });

    private string Seconds(string format) => watch.Elapsed.TotalSeconds.ToString(format, CultureInfo.InvariantCulture);
}
