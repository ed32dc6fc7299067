using System.Collections.Concurrent;
using Ipc.Claims;

namespace Ipc.Tests;

/// <summary>Claims that several tests look at, each examined once in a run of the tests.</summary>
internal static class Examined
{
    private static readonly ConcurrentDictionary<string, Lazy<Finding>> Findings = new(StringComparer.Ordinal);

    internal static Finding Once(string id) => Findings.GetOrAdd(id, name => new Lazy<Finding>(() => Ledger.Examine(name))).Value;
}
