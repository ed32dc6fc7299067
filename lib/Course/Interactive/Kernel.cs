using Course.Engine;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>What a cell can call without naming a class, and what it can ask its front end for, under the names that .NET Interactive gave it.</summary>
public static class Kernel
{
    private const string NoKernels = "this kernel is no .NET Interactive kernel: it has no tree of kernels and takes no kernel commands";

    /// <summary>Not there: a cell that uses it does not compile.</summary>
    [Obsolete(NoKernels, error: true)]
    public static dynamic Root => throw new NotSupportedException(NoKernels);

    /// <summary>Not there: a cell that uses it does not compile.</summary>
    [Obsolete(NoKernels, error: true)]
    public static dynamic Current => throw new NotSupportedException(NoKernels);

    /// <summary>Shows a value now.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; none for those that its type prefers.</param>
    /// <returns>A handle; its Update shows something else in the same place.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) =>
        mimeTypes.Length == 0 ? value.Display() : value.Display(mimeTypes[0], mimeTypes[1..]);

    /// <summary>Text that is HTML already.</summary>
    /// <param name="content">The HTML.</param>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>Runs JavaScript in the page, now.</summary>
    /// <param name="scriptContent">The script.</param>
    public static void Javascript(string scriptContent) => display(HTML($"<script type=\"text/javascript\">{scriptContent}</script>"), "text/html");

    /// <summary>Adds style rules to the page, now.</summary>
    /// <param name="content">The rules.</param>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"), "text/html");

    /// <summary>Asks for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="StdinNotImplementedException">The front end allows no input, as when a notebook runs unattended.</exception>
    public static Task<string> GetInputAsync(string prompt = "") => Task.FromResult(Asked(prompt, hidden: false));

    /// <summary>Asks for a line of text that is not shown while it is typed.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="StdinNotImplementedException">The front end allows no input, as when a notebook runs unattended.</exception>
    public static Task<PasswordString> GetPasswordAsync(string prompt = "") => Task.FromResult(new PasswordString(Asked(prompt, hidden: true)));

    /// <summary>Takes away what the cell has shown so far. A terminal's <c>Console.Clear</c> does nothing in a notebook.</summary>
    /// <param name="wait">Not before there is something new to show in its place, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => CellConsole.Current?.Clear(wait);

    private static string Asked(string prompt, bool hidden) => CellConsole.Current?.Ask(prompt, hidden) ?? throw new StdinNotImplementedException();
}
