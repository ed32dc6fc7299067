using Ipc.Children;
using Ipc.Tracing.Decoding;

namespace Ipc.SharedMemory;

/// <summary>Seals as fcntl(2) names them.</summary>
internal static class SealNames
{
    /// <summary>"F_SEAL_SHRINK|F_SEAL_GROW", or "none".</summary>
    internal static string Of(Seals seals) => seals == Seals.None ? "none" : DescriptorFlags.Seals.Flags((long)seals);
}
