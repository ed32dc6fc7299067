using Ipc.Children;
using Ipc.Native;

namespace Ipc.Zombies;

/// <summary>The user that a child is to run as: this process's own, or another where that is root.</summary>
internal static class OrdinaryUser
{
    // Ids that no distribution assigns, by systemd's table of users and groups: nobody else's processes count.
    private const int FirstUnused = 60_578, LastUnused = 61_183;

    /// <summary>One of those ids, by the number of this process: two courses on one machine hardly ever count each other's processes.</summary>
    private static int UnusedId => FirstUnused + (Environment.ProcessId % (LastUnused - FirstUnused + 1));

    /// <summary>The user id.</summary>
    internal static int Id => Unistd.EffectiveUser() is var user and not 0 ? (int)user : UnusedId;

    /// <summary>Records the change of user, where this process is root.</summary>
    /// <returns>The step, or <c>null</c> where there is nothing to change.</returns>
    internal static Value? Become(ChildProgram program) => Unistd.EffectiveUser() == 0 ? program.SetUser(UnusedId) : null;

    /// <summary>Why the child could not become that user, or <c>null</c> where it did.</summary>
    /// <param name="child">The child.</param>
    /// <param name="become">What <see cref="Become"/> returned.</param>
    internal static PosixException? Refusal(ChildProcess child, Value? become) =>
        become is not null && child.StepsOf(become)[0].Errno is { } errno
            ? new PosixException("setuid", errno, $"{UnusedId}", "run the course as an ordinary user, or with CAP_SETUID and this user id mapped")
            : null;
}
