using System.CommandLine;
using Ipc.Claims;
using Ipc.Leftovers;

namespace Course.Commands;

/// <summary><c>course claims</c>: examines claims on this kernel, without a notebook, and compares the verdicts with data/claims.json.</summary>
internal static class ClaimsCommand
{
    internal static Command Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "the claims, such as P6; none for all", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "print one JSON array and nothing else" };
        var repeat = new Option<int>("--repeat") { Description = "examine them so many times, every other time with all CPUs busy, and say whether the verdicts stay; exit code 1 where one does not" };
        repeat.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (> 0 and <= 1000))
            {
                result.AddError("--repeat: a number from 1 to 1000");
            }
        });
        var compare = new Option<bool>("--compare-user") { Description = "as root: examine them as an ordinary user, too, and say what changes" };
        var command = new Command("claims", "examine the claims of the course on this machine; exit code 1 where a verdict is not the expected one") { ids, json, repeat, compare };
        command.Validators.Add(result =>
        {
            if (((bool[])[result.GetValue(json), result.GetResult(repeat) is not null, result.GetValue(compare)]).Count(one => one) > 1)
            {
                result.AddError("--json, --repeat and --compare-user: one at a time");
            }
        });
        command.SetAction((parsed, cancelled) => Task.Run(
            () => parsed.GetValue(repeat) is var rounds and > 0 ? ClaimStability.Examine(Named(parsed.GetValue(ids)!), rounds, cancelled) : Examine(Named(parsed.GetValue(ids)!), parsed.GetValue(json), parsed.GetValue(compare), cancelled),
            cancelled));
        return command;
    }

    private static int Examine(IReadOnlyList<Claim> claims, bool json, bool compare, CancellationToken cancelled)
    {
        var expectations = ExpectationsFile();
        Journal.Sweep();
        using var line = new ProgressLine();
        var ledger = Ledger.Examine(claims, expectations, finding =>
        {
            line.Clear();
            if (!json)
            {
                FindingText.Write(finding, expectations);
            }
        }, line, cancelled);
        Console.WriteLine(json ? FindingJson.Of(ledger) : $"on {ledger.Conditions}\nclaims: {ledger.Summary}");
        if (compare)
        {
            UserComparisonText.Write(UserComparison.Observe(ledger.Findings));
        }

        return ledger.Differences.Count > 0 ? 1 : 0;
    }

    private static IReadOnlyList<Claim> Named(IReadOnlyList<string> ids)
    {
        var unknown = ids.Where(id => !Ledger.All.Any(claim => claim.Is(id))).ToList();
        return unknown.Count > 0
            ? throw new CourseException($"no claim is called {string.Join(" or ", unknown)}; there are {string.Join(", ", Ledger.All.Select(claim => claim.Id))}")
            : ids.Count == 0 ? Ledger.All : [.. Ledger.All.Where(claim => ids.Any(claim.Is))];
    }

    private static Expectations ExpectationsFile()
    {
        try
        {
            return Expectations.Read(Path.Combine(Repository.Root, "data", "claims.json"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new CourseException($"the expected verdicts cannot be read: {e.Message}");
        }
    }
}
