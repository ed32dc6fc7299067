using Ipc.Measurement;
using Ipc.Native;

namespace Ipc.Claims;

/// <summary>What of this machine and this run a verdict can depend on.</summary>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="CLibrary">The C library and its version.</param>
/// <param name="Architecture">"x86-64", "arm64", or the name of another.</param>
/// <param name="Cpus">CPUs that this process may run on.</param>
/// <param name="User">"root", or "ordinary user" with the effective user id.</param>
/// <param name="Container">Whether this process runs in a container, and whose.</param>
/// <param name="VirtualMachine">Whether a hypervisor runs the machine.</param>
public sealed record LedgerConditions(
    string Kernel,
    [property: Column("C library")] string CLibrary,
    string Architecture,
    [property: Column("CPUs")] int Cpus,
    string User,
    string Container,
    string VirtualMachine) : IObservation
{
    /// <summary>The conditions of this process.</summary>
    public static LedgerConditions Current()
    {
        var host = HostInfo.Current;
        var user = Unistd.EffectiveUser();
        return new(
            host.Kernel,
            host.CLibrary,
            host.Architecture,
            host.UsableCpus,
            user == 0 ? "root" : $"ordinary user ({user})",
            Layer(host.Contained),
            Layer(host.Virtual));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Linux {Kernel}, {CLibrary}, {Architecture}, {Cpus} {(Cpus == 1 ? "CPU" : "CPUs")}, {User}; container: {Container}; virtual machine: {VirtualMachine}";

    private static string Layer(HostLayer layer) => layer.Present switch
    {
        true => layer.Name.Length > 0 ? layer.Name : "yes",
        false => "no",
        null => "not known",
    };
}
