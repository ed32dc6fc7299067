namespace Ipc.Native;

/// <summary>sys/signalfd.h: struct signalfd_siginfo, which tells of one signal.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/signalfd.2.html"/>
internal static class SignalFd
{
    /// <summary>The length of the structure.</summary>
    internal const int InfoBytes = 128;

    /// <summary>Where in it ssi_ptr stands, the word that came with the signal.</summary>
    internal const int PointerOffset = 48;
}
