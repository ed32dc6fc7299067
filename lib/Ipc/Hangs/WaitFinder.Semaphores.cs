using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <content>System V semaphores.</content>
internal sealed partial class WaitFinder
{
    private const int MostOperations = 32;

    private static Wait Semaphore(ProcessStat thread, BlockedCall call)
    {
        var id = (int)call.Words[0];
        var operations = new SystemV.SemaphoreOperation[Math.Clamp((int)call.Words[2], 1, MostOperations)];
        var bytes = MemoryMarshal.AsBytes(operations.AsSpan()).ToArray();
        if (ProcessMemory.Read(thread.Pid, call.Words[1], bytes) < Unsafe.SizeOf<SystemV.SemaphoreOperation>())
        {
            return new(WaitKind.Semaphore, $"System V set {Plain(id)}", []);
        }

        // The first operation that cannot be done is the one that all wait for.
        operations = MemoryMarshal.Cast<byte, SystemV.SemaphoreOperation>(bytes).ToArray();
        var blocked = operations.Select(one => (one.Number, one.Change, Value: SystemV.SemaphoreControl(id, one.Number, SystemV.GETVAL, 0)))
            .Where(one => one.Change == 0 ? one.Value > 0 : one.Value + one.Change < 0)
            .DefaultIfEmpty((operations[0].Number, operations[0].Change, Value: -1))
            .First();
        var name = $"semaphore {Plain(blocked.Number)} of System V set {Plain(id)}";
        var last = SystemV.SemaphoreControl(id, blocked.Number, SystemV.GETPID, 0);
        WaitEnder[] enders = last > 0 && last != thread.Pid && ProcessStat.Find(last) is { State: not ProcessState.Zombie } process
            ? [new(last, Holders.NameOf(process), null, "change it again")]
            : [];
        return new(WaitKind.Semaphore, blocked.Value < 0 ? name : $"{name}, which stands at {Plain(blocked.Value)}", enders) { Object = name };
    }
}
