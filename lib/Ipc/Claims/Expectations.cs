using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ipc.Claims;

/// <summary>
/// What data/claims.json expects of every claim, so that a verdict that flips is noticed. Verdicts are never taken from it:
/// they are computed from what a run observed.
/// </summary>
public sealed class Expectations
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private readonly Dictionary<string, IReadOnlyList<Expectation>> claims;

    private Expectations(Dictionary<string, IReadOnlyList<Expectation>> claims) => this.claims = claims;

    /// <summary>The ids of the claims that something is expected of, in the order of the file.</summary>
    public IReadOnlyCollection<string> Ids => claims.Keys;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where data/claims.json is.</param>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="FormatException">It does not have the shape of claims.json; the message says where.</exception>
    public static Expectations Read(string path)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(path), Json) ?? [];
            return new Expectations(entries.ToDictionary(entry => entry.Id, entry => entry.Expected));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>What is expected of a claim.</summary>
    /// <param name="id">The claim's id.</param>
    /// <returns>One expectation a condition; empty where the file does not name the claim.</returns>
    public IReadOnlyList<Expectation> Of(string id) => claims.GetValueOrDefault(id, []);

    /// <summary>The verdict expected under the condition of a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <returns>The verdict, or <c>null</c> where the file does not know the condition.</returns>
    public Verdict? For(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var known = Of(finding.Claim.Id);
        var expected = known.FirstOrDefault(one => one.Condition == finding.Decision.Condition) ?? known.FirstOrDefault(one => one.Condition == "any");
        return (expected ?? (finding.Verdict == Verdict.NotObserved && known.Count == 1 ? known[0] : null))?.Verdict;
    }

    /// <summary>Whether a finding contradicts what is expected. A claim that this machine could not observe contradicts nothing.</summary>
    /// <param name="finding">The finding.</param>
    public bool Differs(Finding finding) => finding.Verdict != Verdict.NotObserved && For(finding) != finding.Verdict;

    private sealed record Entry(string Id, IReadOnlyList<Expectation> Expected);
}
