using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ipc.Notebooks;

/// <summary>
/// Ids for the elements of an output: taken from its content, so that the same run gives the same HTML,
/// and counted, so that an output shown twice does not bring the same id twice into the page.
/// </summary>
internal static class ElementIds
{
    private static readonly ConcurrentDictionary<string, int> s_uses = new();

    /// <summary>A new id.</summary>
    /// <param name="kind">What the element is, such as "timeline".</param>
    /// <param name="content">What it shows.</param>
    public static string Next(string kind, string content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 5));
        var uses = s_uses.AddOrUpdate(kind + hash, 1, (_, count) => count + 1);
        return uses == 1 ? $"ipc-{kind}-{hash}" : $"ipc-{kind}-{hash}-{uses}";
    }
}
