using Ipc.Claims;

namespace Course.Commands;

/// <summary>What changes with the user, for a terminal: a paragraph a claim.</summary>
internal static class UserComparisonText
{
    internal static void Write(UserComparison comparison)
    {
        Console.WriteLine($"\nAs root and as an ordinary user: {comparison.Summary}");
        foreach (var finding in comparison.Differences)
        {
            Console.WriteLine($"{finding.Claim,-4}as root {Said(finding.AsRoot, finding.RootCondition)}, as user {comparison.User} {Said(finding.AsUser, finding.UserCondition)}: {finding.UserSummary}");
        }
    }

    private static string Said(Verdict verdict, string condition) => condition == "any" ? $"{verdict}" : $"{verdict} ({condition})";
}
