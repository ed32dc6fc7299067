namespace Ipc;

/// <summary>What the laboratory holds in this process now: for tests and stress runs that show that nothing is left.</summary>
public static class Laboratory
{
    internal static int Descriptors, Mappings;

    /// <summary>File descriptors that the laboratory has opened and not closed.</summary>
    public static int OpenDescriptors => Volatile.Read(ref Descriptors);

    /// <summary>Memory mappings that the laboratory has made and not removed.</summary>
    public static int LiveMappings => Volatile.Read(ref Mappings);
}
