using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>One of the ways between processes, and whether something went over each of its forms on this machine.</summary>
/// <param name="Family">What it is called.</param>
/// <param name="InNotes">Whether it is one of the seven that the notes count.</param>
/// <param name="Carried">The forms that carried something from one process to another.</param>
/// <param name="Missing">The forms that carried nothing, each with the reason.</param>
public sealed record MechanismFamily(
    [property: Column("mechanism")] string Family,
    [property: Column("one of the seven")] bool InNotes,
    IReadOnlyList<string> Carried,
    IReadOnlyList<string> Missing) : IObservation
{
    private static readonly string[] Seven = ["pipe", "FIFO", "memory map", "local socket", "signal", "shared memory", "message queue"];

    /// <summary>Sends a part over every form of every mechanism.</summary>
    /// <exception cref="TimeoutException">Two processes did not get through a transfer.</exception>
    public static IReadOnlyList<MechanismFamily> ObserveAll() =>
        [.. Mechanisms.All.GroupBy(one => one.Family).Select(family => Observe(family.Key, [.. family]))];

    private static MechanismFamily Observe(string family, IReadOnlyList<(string Name, string Family, Func<Mechanism> Make)> forms)
    {
        List<string> carried = [], missing = [];
        foreach (var (name, _, make) in forms)
        {
            try
            {
                if (Exchange.Observe(make).Took)
                {
                    carried.Add(name);
                }
                else
                {
                    missing.Add($"{name}: nothing came");
                }
            }
            catch (PosixException e)
            {
                missing.Add($"{name}: {e.Message}");
            }
        }

        return new(family, Seven.Contains(family), carried, missing);
    }
}
