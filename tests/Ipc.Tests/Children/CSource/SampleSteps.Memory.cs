using Ipc.Children;
using Ipc.Leftovers;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Memory that is private, shared, moved or looked at by address.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> Memory => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["memory"] = things =>
        {
            var block = things.Block(16384);
            return c =>
            {
                c.Fill(block, 7, 10_000);
                c.Sleep(Moment);
                c.Exit(0);
            };
        },
        ["a mapping that moves"] = _ => c =>
        {
            const long Bytes = 16384;
            var page = c.Map(Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
            var target = c.Map(4 * Bytes, MapProtection.None, MapFlags.Private | MapFlags.Anonymous);
            c.AdviseNoHugePages(page, Bytes);
            c.FillAt(page, 1, Bytes);
            c.StoreAt(page, 7);
            var moved = c.Remap(page, Bytes, 2 * Bytes, target);
            c.CopyAt(moved + 64, moved, 8);
            var shrunk = c.Remap(moved, 2 * Bytes, Bytes);
            c.Exit(c.LoadAt(shrunk) + c.LoadAt(moved + 64));
        },
        ["POSIX shared memory"] = things =>
        {
            var name = things.Name(ObjectKind.PosixSharedMemory);
            return c =>
            {
                var memory = c.OpenShared(name, create: true);
                c.Truncate(memory, 4096);
                var page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared, memory);
                c.Fork("writer", () =>
                {
                    c.StoreAt(page + 8, 42);
                    c.StoreRelease(page, 1);
                    c.Exit(0);
                });
                c.Wait(-1);
                c.UnlinkShared(name);
                c.OpenShared(name, readOnly: true);
                var published = c.LoadAcquire(page);
                c.Exit(published + c.LoadAt(page + 8));
            };
        },
        ["a file in memory"] = _ => c =>
        {
            var file = c.CreateMemoryFile("sealed");
            c.Truncate(file, 4096);
            c.AddSeals(file, Seals.Shrink | Seals.Grow);
            c.Truncate(file, 8192);
            c.Allocate(file, 2048);
            c.Allocate(file, 8192);
            c.MountMemory("/no/such/directory", 4096);
            c.AddSeals(file, Seals.Write);
            c.Write(file, "x");
            c.AddSeals(c.CreateMemoryFile("not sealable", sealable: false), Seals.Seal);
            c.Exit(0);
        },
        ["a file in memory of the parent"] = things =>
        {
            var file = things.MemoryFile();
            return c =>
            {
                var page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared, file.Descriptor);
                c.StoreAt(page, 3);
                c.Exit(c.LoadAt(page));
            };
        },
        ["a System V segment"] = _ => c =>
        {
            var id = c.GetSegment(0, 4096, create: true);
            var page = c.AttachSegment(id);
            c.RemoveSegment(id);
            var child = c.Fork("writer", () =>
            {
                c.StoreAt(page, 17);
                c.DetachSegment(page);
                c.Exit(0);
            });
            c.Wait(child);
            var left = c.LoadAt(page);
            c.DetachSegment(page);
            c.AttachSegment(id, readOnly: true);
            c.Exit(left);
        },
        ["words at addresses"] = _ => c =>
        {
            var page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Anonymous);
            var before = c.ExchangeAt(page, 4);
            c.FutexWaitAt(page, 3);
            var woken = c.FutexWakeAt(page, 1);
            var waker = c.Fork("waker", () =>
            {
                c.StoreRelease(page + 64, 1);
                c.Exit(0);
            });
            c.SpinUntilAt(page + 64, 1);
            c.Wait(waker);
            c.Exit(before + woken + c.LoadAt(page));
        },
        ["bytes between addresses and descriptors"] = _ => c =>
        {
            var memory = c.Map(8192, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
            var pipe = c.Pipe();
            var counter = c.CreateEventFd();
            var semaphore = c.CreateEventFd(2, semaphore: true);
            c.ReadTo(semaphore, memory + 128, 8);
            c.If(c.LoadAt(memory + 128).IsNot(1), () => c.Exit(8));
            c.StoreAt(memory + 256, memory + 128);
            c.StoreAt(memory + 264, 8);
            c.VmSplice(pipe.WriteEnd, memory + 256);
            c.ReadTo(pipe.ReadEnd, memory + 512, 100);
            c.If(c.CompareAt(memory + 128, memory + 512, 8).IsNot(0), () => c.Exit(7));
            c.StoreAt(memory, 0x2a41_4243_4445_4647);
            c.WriteFrom(pipe.WriteEnd, memory, 8);
            c.WriteFrom(1, memory, 7);
            c.ReadTo(pipe.ReadEnd, memory + 4096, 100);
            c.WriteFrom(counter, memory + 4096, 8);
            c.ReadTo(counter, memory + 64, 8);
            c.If(c.LoadAt(memory + 64).Is(c.LoadAt(memory)), () => c.Exit(4), () => c.Exit(9));
        },
    };
}
