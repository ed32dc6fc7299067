namespace Course.Tests.Handouts;

/// <summary>Which handouts a test looks at.</summary>
public enum HandoutSet
{
    /// <summary>Those of the sample chapters.</summary>
    Samples,

    /// <summary>Ready ones in the folder that <c>COURSE_HANDOUTS</c> names: .ci/run has made every chapter before the tests run.</summary>
    Ready,
}

/// <summary>The handouts of this run of the tests, and the looks at them.</summary>
[CollectionDefinition(Name)]
public sealed class HandoutCollection : ICollectionFixture<MadeHandouts>, ICollectionFixture<Visits>
{
    internal const string Name = "handouts";

    private const string Variable = "COURSE_HANDOUTS";

    /// <summary>Whether ready handouts were given. Then nothing may be skipped.</summary>
    internal static bool HasReady => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>The pages of a set, the index among them.</summary>
    internal static IReadOnlyList<string> Pages(HandoutSet set, MadeHandouts made)
    {
        Assert.SkipUnless(set == HandoutSet.Samples || HasReady, $"{Variable} names no folder of ready handouts");
        var folder = set == HandoutSet.Samples ? made.Folder : Path.GetFullPath(Environment.GetEnvironmentVariable(Variable)!);
        string[] pages = [.. Directory.GetFiles(folder, "*.html").Order(StringComparer.Ordinal)];
        Assert.True(pages.Length >= 2, $"{folder} holds no handouts; exit code {made.Run.ExitCode}: {made.Run.Error}");
        return pages;
    }

    /// <summary>Fails with every fault in a line of its own.</summary>
    internal static void RequireNone(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults\n{string.Join('\n', all)}");
    }
}
