using AngleSharp.Dom;

namespace Course.Handouts;

/// <summary>Takes the pictures that a page names into the page.</summary>
internal static class Pictures
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Replaces each picture's file by its content, and a picture on the web, which a page without a network cannot show, by a link.</summary>
    /// <param name="folder">The notebook's folder, which file names are relative to.</param>
    internal static void Embed(IDocument document, string folder)
    {
        foreach (var picture in document.QuerySelectorAll("img").ToList())
        {
            var source = picture.GetAttribute("src") ?? "";
            picture.RemoveAttribute("srcset");
            if (source.StartsWith("data:", StringComparison.Ordinal))
            {
                continue;
            }

            if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                picture.Replace(Element(document, "a", $"{Described(picture)} (a picture on the web)", ("href", source)));
            }
            else if (Read(folder, source) is { } data)
            {
                picture.SetAttribute("src", data);
            }
            else
            {
                picture.Replace(Element(document, "strong", $"{Described(picture)}: there is no picture {source}", ("class", "failed")));
            }
        }
    }

    private static string? Read(string folder, string source)
    {
        var path = Path.Combine(folder, Uri.UnescapeDataString(source));
        return Types.TryGetValue(Path.GetExtension(path), out var type) && File.Exists(path)
            ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}"
            : null;
    }

    private static string Described(IElement picture) => picture.GetAttribute("alt") is { Length: > 0 } text ? text : "a picture";

    private static IElement Element(IDocument document, string name, string text, (string Name, string Value) attribute)
    {
        var element = document.CreateElement(name);
        element.TextContent = text;
        element.SetAttribute(attribute.Name, attribute.Value);
        return element;
    }
}
