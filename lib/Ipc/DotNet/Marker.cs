using Ipc.Tracing;

namespace Ipc.DotNet;

/// <summary>
/// A call that the program makes around the reader's lines, and that does nothing: getsid(2) of a process id that no process
/// can have. It is how a trace tells these lines from the runtime's own start and end.
/// </summary>
internal static class Marker
{
    /// <summary>The call.</summary>
    internal const string Call = "getsid";

    /// <summary>Its argument: the runtime has started, the lines begin, the lines have ended.</summary>
    internal const int Started = unchecked((int)0x81ab1000), Begin = Started + 1, End = Started + 2;

    /// <summary>Whether a call is a marker, and which.</summary>
    internal static bool Is(SystemCall call, int which) => call.Name == Call && (int)call.Arguments[0].Word == which;

    /// <summary>Whether a call is any marker.</summary>
    internal static bool Is(SystemCall call) => Is(call, Started) || Is(call, Begin) || Is(call, End);
}
