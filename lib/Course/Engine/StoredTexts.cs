using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Engine;

/// <summary>A directive could not be carried out.</summary>
internal sealed class DirectiveException(string message) : Exception(message);

/// <summary>The texts that #!value stores, for #!share and #!set to give to the languages.</summary>
public sealed partial class StoredTexts
{
    private static readonly ConcurrentDictionary<string, string> Handed = [];
    private readonly Dictionary<string, string> texts = [];

    internal string this[string name] => texts.TryGetValue(name, out var text) ? text : throw new DirectiveException($"#!value has stored nothing under the name {name}");

    /// <summary>The text that the kernel hands to a cell's variable. Cells have no reason to call it.</summary>
    /// <param name="ticket">Which text.</param>
    public static string Take(string ticket) => Handed.TryRemove(ticket, out var text) ? text : throw new ArgumentException("it was taken already", nameof(ticket));

    /// <summary>C# that declares a variable with a text as its value, however long.</summary>
    internal static string Declaration(string name, string text)
    {
        var ticket = Guid.NewGuid().ToString();
        Handed[ticket] = text;
        return $"string {name} = {typeof(StoredTexts).FullName}.{nameof(Take)}(\"{ticket}\");";
    }

    /// <summary>Stores what <c>#!value</c> names: the lines below it, a text, a file or what an address serves.</summary>
    /// <param name="command">The line, and the lines below it.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="ask">Asks for a line of text: what to ask, and whether it is hidden.</param>
    /// <param name="cancelled">Ends a download.</param>
    /// <returns>The text, and the MIME type to show it as, if any.</returns>
    /// <exception cref="DirectiveException">A part is missing, or there is no such text.</exception>
    internal (string Text, string? MimeType) Store(CellPiece.Command command, string folder, Func<string, bool, string?> ask, CancellationToken cancelled)
    {
        var options = Option().Matches(command.Arguments).ToDictionary(option => option.Groups["name"].Value, option => option.Groups["text"].Value.Trim('"'), StringComparer.Ordinal);
        if (!options.TryGetValue("name", out var name) || options.Keys.Except(["name", "from-file", "from-url", "from-value", "mime-type"]).Any())
        {
            throw new DirectiveException("#!value: write #!value --name NAME with the text below it, or with --from-file PATH, --from-url URL or --from-value TEXT; --mime-type TYPE shows it");
        }

        var text = options.TryGetValue("from-file", out var file) ? File(Path.Combine(folder, UserInput.Answer(file, ask)))
            : options.TryGetValue("from-url", out var url) ? Page(UserInput.Answer(url, ask), cancelled)
            : options.TryGetValue("from-value", out var value) ? UserInput.Answer(value, ask)
            : command.Text;
        texts[name] = text;
        return (text, options.GetValueOrDefault("mime-type"));
    }

    private static string File(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DirectiveException($"#!value: {path} cannot be read: {e.Message}");
        }
    }

    private static string Page(string url, CancellationToken cancelled)
    {
        try
        {
            using var client = new HttpClient();
            return client.GetStringAsync(url, cancelled).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or NotSupportedException)
        {
            throw new DirectiveException($"#!value: {url} cannot be had: {e.Message}");
        }
    }

    [GeneratedRegex("""--(?<name>[a-z-]+)\s+(?<text>@(input|password):"[^"]*"|"[^"]*"|\S+)""")]
    private static partial Regex Option();
}
