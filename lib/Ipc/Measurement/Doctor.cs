using Ipc.Measurement.Features;

namespace Ipc.Measurement;

/// <summary>Tries everything that the experiments need from the machine. What is tried is removed again.</summary>
public static class Doctor
{
    internal static IReadOnlyList<FeatureProbe> Probes { get; } =
    [
        .. ProcessFeatures.All,
        .. ProcFeatures.All,
        .. ObjectFeatures.All,
        .. FileFeatures.All,
        .. MemoryFeatures.All,
        .. CpuFeatures.All,
        .. LimitFeatures.All,
        .. ProgramFeatures.All,
    ];

    /// <summary>Tries every feature, one after another; it takes a few seconds, most of them for starting other programs.</summary>
    /// <returns>A record for each, in a fixed order. A lack is a result and never an exception.</returns>
    public static IReadOnlyList<Feature> Examine() => [.. Probes.Select(probe => probe.Examine())];

    /// <summary>Tries one feature.</summary>
    /// <param name="feature">Its name, as <see cref="Examine()"/> gives it: "ptrace".</param>
    /// <exception cref="ArgumentException">No feature has this name; the message lists those that there are.</exception>
    public static Feature Examine(string feature) =>
        Probes.FirstOrDefault(probe => probe.Name == feature)?.Examine()
        ?? throw new ArgumentException($"no feature is named \"{feature}\"; there are: {string.Join(", ", Probes.Select(probe => probe.Name))}", nameof(feature));
}
