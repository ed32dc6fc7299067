namespace Ipc.Measurement;

/// <summary>How the kernel chooses the speed of the CPUs: what decides whether two measurements ran at the same speed.</summary>
/// <seealso href="https://docs.kernel.org/admin-guide/pm/cpufreq.html"/>
public static class CpuGovernor
{
    /// <summary>The governor of the first CPU, such as "performance"; <c>null</c> where the kernel does not set the speed, as in most virtual machines.</summary>
    public static string? Current => new HostFiles().Text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
}
