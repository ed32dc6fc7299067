using System.Collections.Frozen;

namespace Ipc.Tracing.Decoding;

/// <summary>The signatures of all calls that are decoded; another call shows its raw words.</summary>
internal static class Signatures
{
    private static readonly FrozenDictionary<string, Signature> Known = All().ToFrozenDictionary(signature => signature.Name);

    /// <summary>The names of the calls that are decoded.</summary>
    internal static IEnumerable<string> Names => Known.Keys;

    /// <summary>The signature of a call.</summary>
    internal static Signature Of(string name) => Known.GetValueOrDefault(name) ?? Raw(name);

    private static IEnumerable<Signature> All() =>
    [
        .. ProcessSignatures.All,
        .. FileSignatures.All,
        .. DescriptorSignatures.All,
        .. MemorySignatures.All,
        .. SignalSignatures.All,
        .. TimeSignatures.All,
        .. IdentitySignatures.All,
        .. PathSignatures.All,
        .. AttributeSignatures.All,
        .. PollSignatures.All,
        .. FutexSignatures.All,
        .. SocketSignatures.All,
        .. SharedMemorySignatures.All,
        .. MessageQueueSignatures.All,
        .. SemaphoreSignatures.All,
        .. TerminalSignatures.All,
        .. SchedulingSignatures.All,
        .. NamespaceSignatures.All,
        .. ControlSignatures.All,
    ];

    private static Signature Raw(string name) => new(name, [.. Enumerable.Range(0, 6).Select(i => new Parameter($"arg{i}", Show.Word))]);
}
