using System.Text.Json;
using Ipc.Commands;
using Ipc.DotNet;
using Ipc.Native;
using Ipc.Zombies;

namespace Ipc.Claims;

/// <summary>
/// Claims that root examined, examined once more by an ordinary user: in a process of its own, which gives up root's rights
/// before it starts. Its user id is one that nobody else has.
/// </summary>
/// <param name="Findings">A row a claim, in the order of the chapters.</param>
/// <param name="User">The ordinary user's id.</param>
/// <param name="NotObserved">Why there is nothing to compare; <c>null</c> where there is.</param>
public sealed record UserComparison(IReadOnlyList<UserFinding> Findings, int User, string? NotObserved = null)
{
    /// <summary>The claims whose verdict or condition depends on the user.</summary>
    public IReadOnlyList<UserFinding> Differences => [.. Findings.Where(finding => finding.Differs)];

    /// <summary>The comparison in a sentence.</summary>
    public string Summary => NotObserved is not null
        ? $"Not observed: {NotObserved}."
        : $"{Findings.Count - Differences.Count} of {Findings.Count} claims have the same verdict, under the same condition, for root and for an ordinary user (user id {User}).";

    /// <summary>Examines claims a second time, as an ordinary user.</summary>
    /// <param name="asRoot">What root found.</param>
    /// <returns>The comparison; nothing to compare where this process is not root, or cannot become somebody else.</returns>
    /// <exception cref="InvalidOperationException">The ordinary user's process did not examine them all; the message has what it printed.</exception>
    public static UserComparison Observe(IReadOnlyList<Finding> asRoot)
    {
        ArgumentNullException.ThrowIfNull(asRoot);
        if (Unistd.EffectiveUser() != 0)
        {
            return Without("these claims were examined as an ordinary user, who cannot become somebody else; run it as root");
        }

        var program = DotNetProgram.Of("""
            foreach (var id in args)
            {
                var finding = Ipc.Claims.Ledger.Examine(id);
                Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new[] { id, $"{finding.Verdict}", finding.Decision.Condition, finding.Decision.Summary }));
            }
            """) with
        {
            Libraries = [typeof(Ledger).Assembly.Location],
            User = OrdinaryUser.Id,
            Arguments = [.. asRoot.Select(finding => finding.Claim.Id)],
            Deadline = TimeSpan.FromMinutes(5),
        };
        CommandResult result;
        try
        {
            result = program.Run();
        }
        catch (Exception e) when (e is PosixException or MissingSdkException)
        {
            return Without(e.Message);
        }

        if (result.ShellStatus == Command.NotAllowed)
        {
            return Without($"this machine does not let root become user {program.User}: CAP_SETUID and CAP_SETGID are needed, and that id in the user namespace");
        }

        var asUser = result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!).ToDictionary(row => row[0]);
        return asUser.Count == asRoot.Count
            ? new UserComparison([.. asRoot.Select(finding => Compared(finding, asUser[finding.Claim.Id]))], OrdinaryUser.Id)
            : throw new InvalidOperationException($"user {OrdinaryUser.Id} examined {asUser.Count} of {asRoot.Count} claims: its process {result.Status}; {result}");
    }

    private static UserFinding Compared(Finding root, string[] user) =>
        new(root.Claim.Id, root.Verdict, root.Decision.Condition, Enum.Parse<Verdict>(user[1]), user[2], user[3]);

    private static UserComparison Without(string reason) => new([], OrdinaryUser.Id, reason);
}
