namespace Ipc.Claims;

/// <summary>Every claim of the course, in the order of its chapters.</summary>
public static class Ledger
{
    /// <summary>All claims. A mechanism's folder adds its own list here, in one line.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        .. Processes.ProcessClaims.All,
        .. Pipes.PipeClaims.All,
    ];

    /// <summary>Runs the experiment of one claim now.</summary>
    /// <param name="id">The claim's id, such as "P6".</param>
    /// <returns>The finding of this run.</returns>
    /// <exception cref="ArgumentException">There is no such claim; the message lists those that there are.</exception>
    public static Finding Examine(string id) => Find(id).Examine();

    /// <summary>The claim with an id.</summary>
    /// <param name="id">The claim's id; upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">There is no such claim.</exception>
    public static Claim Find(string id) =>
        All.FirstOrDefault(claim => claim.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"no claim is called \"{id}\"; there are {string.Join(", ", All.Select(claim => claim.Id))}", nameof(id));
}
