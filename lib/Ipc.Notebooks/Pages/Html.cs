using System.Text;

namespace Ipc.Notebooks;

/// <summary>Text into HTML.</summary>
internal static class Html
{
    /// <summary>Escapes text for an element's content and for a quoted attribute.</summary>
    public static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                // HTML has no way to write a control character: the Unicode pictures of them stand in.
                < ' ' and not '\n' and not '\t' => html.Append((char)('\u2400' + character)),
                '\u007f' => html.Append('\u2421'),
                _ => html.Append(character),
            };
        }

        return html.ToString();
    }
}
