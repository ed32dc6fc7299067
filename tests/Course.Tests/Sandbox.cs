using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Course.Tests;

/// <summary>Starts processes in which some system calls fail, as in a container with a strict seccomp profile. It needs no privilege.</summary>
internal static partial class Sandbox
{
    /// <summary>Starts a process that inherits the filter, with all that it makes.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="errno">What the calls fail with.</param>
    /// <param name="calls">The calls, by name.</param>
    internal static Process Start(ProcessStartInfo start, Errno errno, params IReadOnlyList<string> calls)
    {
        Process? process = null;
        Exception? failure = null;
        // A filter is of one thread and of what that thread makes: the test's own threads stay as they are.
        var thread = new Thread(() =>
        {
            try
            {
                Refuse(calls, errno);
                process = Process.Start(start);
            }
            catch (Exception e) when (e is Win32Exception or PosixException)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return process ?? throw new InvalidOperationException("nothing was started", failure);
    }

    private static unsafe void Refuse(IReadOnlyList<string> calls, Errno errno)
    {
        Seccomp.Instruction[] instructions = [.. Seccomp.Refuse([.. calls.Select(SystemCallTable.Find).OfType<int>()], errno)];
        fixed (Seccomp.Instruction* first = instructions)
        {
            var program = new Seccomp.FilterProgram { Length = (ushort)instructions.Length, Instructions = first };
            Unistd.Checked("prctl", "PR_SET_NO_NEW_PRIVS", () => Control(Seccomp.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
            var address = (nint)(&program);
            Unistd.Checked("prctl", "PR_SET_SECCOMP", () => Control(Seccomp.PR_SET_SECCOMP, Seccomp.SECCOMP_MODE_FILTER, address, 0, 0));
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial nint Control(int option, nint a, nint b, nint c, nint d);
}
