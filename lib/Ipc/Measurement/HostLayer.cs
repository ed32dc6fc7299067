namespace Ipc.Measurement;

/// <summary>Something that may stand between a process and the hardware: a hypervisor, or a container.</summary>
/// <param name="Present">Whether it is there; <c>null</c> where the machine does not tell.</param>
/// <param name="Name">Its name, such as "KVM" or "Docker"; empty where it has none or tells none.</param>
/// <param name="Evidence">What that was concluded from.</param>
public sealed record HostLayer(bool? Present, string Name, string Evidence) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => Present switch
    {
        true => Name.Length > 0 ? $"yes, {Name} ({Evidence})" : $"yes ({Evidence})",
        false => $"no ({Evidence})",
        null => $"not known ({Evidence})",
    };
}
