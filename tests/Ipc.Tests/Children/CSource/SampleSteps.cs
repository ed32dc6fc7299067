using Ipc.Children;
using Ipc.Futexes;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

/// <summary>Programs of different kinds, for which steps and C are compared.</summary>
internal static class SampleSteps
{
    /// <summary>The same in all runs; a path would be gone by the time that the C program runs.</summary>
    private static readonly SocketName AbstractName = SocketName.Abstract("sample");

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// What differs for a reason. The laboratory's process has started threads and set handlers before, and its children inherit
    /// what that left: the first pthread_create of a process installs a handler and maps a stack, a later one may find one to use again;
    /// posix_spawn sets back what it finds.
    /// </summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Differences { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["a thread by pthread_create"] = ["rt_sigaction", "rt_sigprocmask", "mmap", "mprotect", "getrandom", "brk"],
        ["posix_spawn"] = ["rt_sigaction"],
        ["POSIX semaphores"] = ["getrandom", "brk"], // sem_open is the first in the C program to ask malloc for memory
    };

    /// <summary>The programs by name.</summary>
    internal static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> All { get; } = new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["writes and exits"] = _ => c =>
        {
            c.Write("a \"quoted\" line\\\n");
            c.Write(1, [0, 1, (byte)'7', (byte)'?', (byte)'?', (byte)'/']);
            c.Write("é und \t Tab");
            c.Exit(7);
        },
        ["fork and wait"] = _ => c =>
        {
            c.GetPid();
            var pid = c.Fork("grandchild", () =>
            {
                c.GetParentPid();
                c.Exit(5);
            });
            c.Wait(pid);
            c.Exit(0);
        },
        ["status of a child"] = _ => c =>
        {
            var pid = c.Fork("child", () => c.Exit(5));
            var waited = c.Wait(pid);
            c.If(waited.Status.Is(5 << 8), () => c.Exit(1), () => c.Exit(2));
        },
        ["pipeline of two programs"] = _ => c =>
        {
            var pipe = c.Pipe();
            var writer = c.Fork("echo", () =>
            {
                c.Dup2(pipe.WriteEnd, 1);
                c.Close(pipe.ReadEnd);
                c.Close(pipe.WriteEnd);
                c.Exec("/bin/echo", ["hello", "there"]);
            });
            var reader = c.Fork("cat", () =>
            {
                c.Dup2(pipe.ReadEnd, 0);
                c.Close(pipe.ReadEnd);
                c.Close(pipe.WriteEnd);
                c.Exec("/bin/cat");
            });
            c.Close(pipe.ReadEnd);
            c.Close(pipe.WriteEnd);
            c.Wait(writer);
            c.Wait(reader);
            c.Exit(0);
        },
        ["reads until end of file"] = _ => c =>
        {
            var pipe = c.Pipe2(closeOnExec: true);
            c.Write(pipe.WriteEnd, "some bytes to read");
            c.Close(pipe.WriteEnd);
            var sum = c.Number(0);
            var count = c.Number(0);
            c.While(
                () =>
                {
                    c.Assign(count, c.Read(pipe.ReadEnd, 4));
                    return count > 0;
                },
                () => c.Assign(sum, sum + count));
            c.Exit(sum);
        },
        ["a read in the head of a loop"] = _ => c =>
        {
            var pipe = c.Pipe();
            c.Write(pipe.WriteEnd, "abcdef");
            c.Close(pipe.WriteEnd);
            Value? count = null;
            c.While(
                () =>
                {
                    count = c.Read(pipe.ReadEnd, 2);
                    return count > 0;
                },
                () => c.If(count!.Is(2), () => c.Write("two "), () => c.Write("other ")));
            c.Exit(0);
        },
        ["loops within loops"] = _ => c =>
        {
            var total = c.Number(1);
            c.Repeat(3, () =>
            {
                c.Write("outer ");
                c.Repeat(2, () =>
                {
                    c.Write("inner ");
                    c.Assign(total, total + total);
                });
            });
            c.Exit(total);
        },
        ["a pipe of the parent"] = things =>
        {
            var pipe = things.Pipe();
            return c =>
            {
                c.Fork("writer", () =>
                {
                    c.Close(pipe.ReadEnd);
                    c.Write(pipe.WriteEnd, "through the pipe");
                    c.Exit(0);
                });
                c.Close(pipe.WriteEnd);
                var count = c.Read(pipe.ReadEnd);
                c.Wait(-1);
                c.Exit(count);
            };
        },
        ["shared words"] = things =>
        {
            var (turn, ready) = (things.Word(3), things.Word());
            return c =>
            {
                c.Fork("other", () =>
                {
                    c.SpinUntil(turn, 1);
                    c.Store(ready, 1);
                    c.Exit(0);
                });
                c.Store(turn, 1);
                c.SpinUntil(ready, 1);
                c.Wait(-1);
                var held = c.CompareExchange(turn, 1, 9);
                var before = c.Add(turn, 1);
                c.Exit(before + held + c.Load(ready));
            };
        },
        ["a private variable"] = things =>
        {
            var variable = things.Variable(5);
            return c =>
            {
                var child = c.Fork("child", () =>
                {
                    c.Add(variable, 100);
                    c.Exit(c.Load(variable));
                });
                c.Wait(child);
                c.If(c.Load(variable).Is(5), () => c.Write("unchanged\n"));
                var before = c.Add(variable, 2);
                var held = c.CompareExchange(variable, 7, 8);
                c.Exit(before + held);
            };
        },
        ["vfork shares memory"] = things =>
        {
            var variable = things.Variable(5);
            return c =>
            {
                var child = c.Vfork("child", () =>
                {
                    c.Add(variable, 100);
                    c.Exit(3);
                });
                c.Wait(child);
                c.Exit(c.Load(variable));
            };
        },
        ["clone"] = _ => c =>
        {
            var child = c.Clone(CloneFlags.VM | CloneFlags.Vfork, "clone", () =>
            {
                c.Write("from the clone\n");
                c.Exit(4);
            });
            c.Wait(child);
            c.Clone(CloneFlags.FileSystem, "mover", () =>
            {
                c.ChangeDirectory("/");
                c.Exit(0);
            });
            c.Wait(-1);
            c.Exit(0);
        },
        ["a thread by pthread_create"] = things =>
        {
            var (turn, never) = (things.Word(), things.Word());
            return c =>
            {
                c.PosixThread(() =>
                {
                    c.SpinUntil(turn, 1);
                    c.Write("thread");
                    c.Exit(3);
                });
                c.Write("main ");
                c.Store(turn, 1);
                c.SpinUntil(never, 1);
                c.Exit(0);
            };
        },
        ["a thread by clone"] = things =>
        {
            var turn = things.Word();
            return c =>
            {
                c.Thread(() =>
                {
                    c.SpinUntil(turn, 1); // or the process could end before clone has returned in the one that called it
                    c.FutexWait(turn, 2);
                    c.Write("thread");
                    c.Exit(3);
                });
                c.Store(turn, 1);
                c.ExitThread(0);
            };
        },
        ["futexes"] = things =>
        {
            var (word, other, own) = (things.Word(3), things.Word(), things.Variable(1));
            return c =>
            {
                c.FutexWait(word, 2);
                c.FutexWait(word, 3, timeout: Moment);
                c.FutexWait(own, 1, isPrivate: true, timeout: Moment);
                c.FutexWaitBitset(word, 2, 0x5);
                c.FutexWakeBitset(word, 1, 0x5, isPrivate: true);
                c.FutexRequeue(word, 3, 1, other, 10);
                c.FutexRequeue(word, 4, 1, other, 10);
                var held = c.Exchange(word, 2);
                c.Exchange(own, 5);
                c.Exit(held + c.FutexWake(word, 1));
            };
        },
        ["a robust list"] = things =>
        {
            var word = things.Word();
            return c =>
            {
                var owner = c.Fork("owner", () =>
                {
                    c.SetRobustList(word);
                    c.Store(word, c.GetThreadId());
                    c.Exit(0);
                });
                c.Wait(owner);
                c.If((c.Load(word) - owner).Is(0x4000_0000), () => c.Exit(4), () => c.Exit(9));
            };
        },
        ["mutexes of libc"] = things =>
        {
            var (mutex, shared) = (things.Mutex(MutexAttributes.Adaptive), things.Mutex(MutexAttributes.ProcessShared | MutexAttributes.Robust));
            return c =>
            {
                c.Lock(mutex);
                var busy = c.TryLock(mutex);
                c.Unlock(mutex);
                c.Wait(c.Fork("owner", () =>
                {
                    c.Lock(shared);
                    c.Exit(0);
                }));
                var died = c.Lock(shared);
                c.MakeConsistent(shared);
                c.Unlock(shared);
                c.Exit(busy + died);
            };
        },
        ["posix_spawn"] = _ => c =>
        {
            var spawned = c.PosixSpawn("/bin/echo", "spawned", "here");
            var waited = c.Wait(spawned);
            c.Exit(waited.Status);
        },
        ["a program that is not there"] = _ => c => c.Exec("/no/such/program", ["with", "arguments"]),
        ["signals waited for"] = _ => c =>
        {
            c.Block(Signal.SIGUSR1, Signal.SIGUSR2);
            c.Raise(Signal.SIGUSR2);
            var taken = c.SigWait(Signal.SIGUSR1, Signal.SIGUSR2);
            c.Unblock(Signal.SIGUSR1);
            c.Exit(taken);
        },
        ["a handler of its own"] = things =>
        {
            var word = things.Word();
            return c =>
            {
                c.SetHandler(Signal.SIGUSR1, () =>
                {
                    c.Write("interrupted\n");
                    c.Add(word, 1);
                });
                var self = c.GetPid();
                c.Raise(Signal.SIGUSR1);
                c.KillThread(self, self, Signal.SIGUSR1);
                c.Exit(c.Load(word));
            };
        },
        ["a handler that ends its process"] = _ => c =>
        {
            c.SetHandler(Signal.SIGTERM, () => c.Exit(3), restart: true);
            c.Raise(Signal.SIGTERM);
            c.Exit(0);
        },
        ["a handler that runs once"] = _ => c =>
        {
            c.SetDisposition(Signal.SIGUSR2, Disposition.Handler, once: true);
            c.SetDisposition(Signal.SIGCHLD, Disposition.Handler, noStops: true);
            c.Raise(Signal.SIGUSR2);
            c.Raise(Signal.SIGUSR2);
            c.Exit(0);
        },
        ["dispositions"] = _ => c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.SetDisposition(Signal.SIGUSR2, Disposition.Handler, restart: true);
            c.SetDisposition(Signal.SIGPIPE, Disposition.Ignore);
            c.SetDisposition(Signal.SIGTERM, Disposition.Default);
            c.Raise(Signal.SIGUSR1);
            c.Kill(c.GetPid(), Signal.SIGUSR2);
            c.SetDisposition(Signal.SIGCHLD, Disposition.NoChildWait);
            c.Fork("no zombie", () => c.Exit(3));
            c.Wait(-1);
            c.Exit(0);
        },
        ["killed by a signal"] = _ => c =>
        {
            c.Write("last words\n");
            c.Raise(Signal.SIGTERM);
            c.Exit(0);
        },
        ["files and locks"] = _ => c =>
        {
            var file = c.Open("/proc/self/status", 0);
            c.If(file < 0, () => c.Exit(1));
            c.Flock(file, FlockOperation.Shared | FlockOperation.NonBlocking);
            c.Flock(file, FlockOperation.Unlock);
            c.LockBytes(file, start: 1, bytes: 2, type: LockType.Read);
            c.LockBytes(file, type: LockType.Unlock);
            c.Lockf(file); // EBADF: it is not open for writing
            c.Lockf(file, unlock: true);
            c.Close(file);
            c.Open("/no/such/file", Unistd.O_WRONLY | Unistd.O_CREAT, 0x180);
            c.Exit(0);
        },
        ["poll"] = _ => c =>
        {
            var pipe = c.Pipe();
            c.Poll(pipe.ReadEnd, PollEvents.In, Moment);
            c.Write(pipe.WriteEnd, "x");
            c.Close(pipe.WriteEnd);
            var polled = c.Poll(pipe.ReadEnd, PollEvents.In);
            c.If(polled.Is(PollEvents.In | PollEvents.HangUp), () => c.Exit(polled.Ready), () => c.Exit(9));
        },
        ["a zombie"] = _ => c =>
        {
            var child = c.Fork("child", () => c.Exit(9));
            c.WaitUntilEnded(child);
            c.Wait(child, 1);
            c.Exit(0);
        },
        ["attributes of a process"] = _ => c =>
        {
            c.SetSession();
            c.SetProcessGroup(0, 0);
            c.BecomeSubreaper();
            c.SetLimit(7, 64);
            c.Alarm(100);
            c.GetThreadId();
            c.Exit(c.Alarm(0));
        },
        ["an ordinary user"] = _ => c =>
        {
            c.ClearGroups(); // EPERM where it is one already
            c.SetGroup((int)Unistd.EffectiveGroup());
            c.SetUser((int)Unistd.EffectiveUser());
            c.Exit(0);
        },
        ["a controlling terminal"] = _ => c =>
        {
            var leader = c.Fork("leader", () =>
            {
                c.SetSession();
                var master = c.Open("/dev/ptmx", Unistd.O_RDWR | Pty.O_NOCTTY);
                c.SetControllingTerminal(master); // of the slave, which is the terminal
                c.If(c.Open("/dev/tty", Unistd.O_RDWR | Pty.O_NOCTTY) < 0, () => c.Exit(1), () => c.Exit(0));
            });
            c.Exit(-(c.Wait(leader).Status - 3));
        },
        ["a pair of sockets"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.SequencedPacket);
            c.Send(pair.First, "a message");
            c.Send(pair.First, new byte[500], MessageFlags.NoSignal);
            c.Receive(pair.Second, 4);
            var real = c.Receive(pair.Second, 4, MessageFlags.Truncated);
            c.Shutdown(pair.First, ShutdownEnd.Write);
            c.If(c.Receive(pair.Second, 8, MessageFlags.DontWait).Is(0), () => c.Exit(real - 400), () => c.Exit(1));
        },
        ["a server and its client"] = _ =>
        {
            var name = AbstractName;
            return c =>
            {
                var listener = c.Socket(SocketKind.Stream);
                c.Bind(listener, name);
                c.Listen(listener, 3);
                c.Fork("client", () =>
                {
                    var socket = c.Socket(SocketKind.Stream);
                    c.Connect(socket, name);
                    c.Send(socket, "question");
                    c.Receive(socket, 100);
                    c.Exit(0);
                });
                var connection = c.Accept(listener);
                var n = c.Receive(connection, 100);
                c.Send(connection, "answer");
                c.Close(connection);
                c.Wait(-1);
                c.Exit(n);
            };
        },
        ["a datagram to an abstract name"] = _ => c =>
        {
            var name = AbstractName;
            Value here = c.Socket(SocketKind.Datagram), there = c.Socket(SocketKind.Datagram, nonBlocking: true);
            c.Bind(there, name);
            c.SendTo(here, name, "to whom it may concern");
            c.Receive(there, 7);
            c.Exit(0);
        },
        ["a pair of the parent's"] = things =>
        {
            var (here, there) = things.SocketPair(SocketKind.SequencedPacket);
            return c =>
            {
                c.Send(here, "over a pair");
                c.Exit(c.Receive(there, 20));
            };
        },
        ["a listener of the parent's"] = things =>
        {
            var listener = things.Listener(AbstractName, backlog: 3);
            return c =>
            {
                var client = c.Socket(SocketKind.Stream);
                c.Connect(client, AbstractName);
                var connection = c.Accept(listener);
                c.Send(client, "hello");
                c.Exit(c.Receive(connection, 20));
            };
        },
        ["a descriptor sent"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            var pipe = c.Pipe();
            c.SendDescriptor(pair.First, pipe.WriteEnd, "here");
            var received = c.ReceiveDescriptor(pair.Second);
            c.Write(received.Descriptor, "through");
            c.Read(pipe.ReadEnd, 20);
            c.If(received.Flags.Is(0), () => c.Exit(received.Bytes), () => c.Exit(9));
        },
        ["credentials"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            var self = c.GetPid();
            c.PassCredentials(pair.Second);
            c.SendCredentials(pair.First, self, (int)Unistd.EffectiveUser(), (int)Unistd.EffectiveGroup(), "me");
            var sender = c.ReceiveCredentials(pair.Second);
            var peer = c.GetPeerCredentials(pair.First);
            c.If(sender.Pid.Is(peer.Pid), () => c.Exit(sender.Result), () => c.Exit(9));
        },
        ["epoll"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream, nonBlocking: true);
            var epoll = c.EpollCreate();
            c.EpollAdd(epoll, pair.Second, EpollEvents.In | EpollEvents.EdgeTriggered);
            c.Send(pair.First, "xy");
            var found = c.EpollWait(epoll);
            c.Receive(found.Descriptor, 1);
            var again = c.EpollWait(epoll, Moment);
            c.If(found.Is(EpollEvents.In), () => c.Exit(again.Ready), () => c.Exit(9));
        },
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
        ["a message queue of POSIX"] = things =>
        {
            var name = things.Name(ObjectKind.PosixMessageQueue);
            return c =>
            {
                c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
                var queue = c.CreateQueue(name, maximumMessages: 2, messageBytes: 64);
                c.NotifyQueue(queue, Signal.SIGUSR1);
                c.NotifyQueue(queue, Signal.SIGUSR1);
                c.SendTo(queue, "a message", priority: 3);
                c.ReceiveFrom(queue);
                c.UnlinkQueue(name);
                c.OpenQueue(name);
                c.Exit(0);
            };
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
        ["POSIX semaphores"] = things =>
        {
            var name = things.Name(ObjectKind.PosixSemaphore);
            return c =>
            {
                var named = c.OpenSemaphore(name, create: true, value: 2);
                c.WaitSemaphore(named);
                c.TryWaitSemaphore(named);
                c.TryWaitSemaphore(named);
                c.PostSemaphore(named);
                var page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Anonymous);
                c.InitializeSemaphore(page + 64, 5);
                c.WaitSemaphore(page + 64);
                var (one, other) = (c.ReadSemaphore(named), c.ReadSemaphore(page + 64));
                c.CloseSemaphore(named);
                c.UnlinkSemaphore(name);
                c.OpenSemaphore(name);
                c.Exit(one + other);
            };
        },
        ["a System V semaphore"] = _ => c =>
        {
            var set = c.GetSemaphores(0, create: true);
            c.SetSemaphores(set, 2);
            c.OperateSemaphore(set, -1, undo: true);
            var child = c.Fork("holder", () =>
            {
                c.OperateSemaphore(set, -1, undo: true);
                c.OperateSemaphore(set, -1, wait: false);
                c.Exit(0);
            });
            c.Wait(child);
            var value = c.ReadSemaphores(set);
            c.RemoveSemaphores(set);
            c.OperateSemaphore(set, 1);
            c.Exit(value);
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
        ["messages between addresses and queues"] = things =>
        {
            var name = things.Name(ObjectKind.PosixMessageQueue);
            return c =>
            {
                var memory = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
                var queue = c.CreateQueue(name, 1, 128);
                c.StoreAt(memory, 3);
                c.StoreAt(memory + 8, 5);
                c.SendFrom(queue, memory, 16);
                var bytes = c.ReceiveTo(queue, memory + 1024, 128);
                c.UnlinkQueue(name);
                c.SendMessageFrom(-1, memory, 8); // EINVAL: a queue of the parent's would be gone by the time that the C program runs
                c.ReceiveMessageTo(-1, memory + 2048, 64);
                c.Exit(bytes + c.LoadAt(memory + 1032));
            };
        },
        ["the clock and what was used"] = _ => c =>
        {
            var memory = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
            var start = c.Now();
            c.GetUsage(memory);
            var end = c.Now();
            c.If(end < start, () => c.Exit(9), () => c.Exit(2));
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
        ["a word with a signal"] = _ => c =>
        {
            c.Block(Signal.SIGRTMIN);
            c.SigQueue(c.GetPid(), Signal.SIGRTMIN, 77);
            var word = c.SigWaitWord(Signal.SIGRTMIN);
            c.Exit(word);
        },
        ["two System V semaphores in one operation"] = _ => c =>
        {
            var set = c.GetSemaphores(0, create: true, count: 2);
            c.OperateSemaphores(set, [(0, 2), (1, 1)]);
            c.OperateSemaphores(set, [(0, -1), (1, -1)], undo: true);
            c.OperateSemaphores(set, [(0, -1), (1, -1)], wait: false);
            var left = c.ReadSemaphores(set);
            c.RemoveSemaphores(set);
            c.Exit(left);
        },
        ["many bytes"] = _ => c =>
        {
            c.Write(new string('x', 5000));
            c.Write(string.Concat(Enumerable.Range(0, 60).Select(i => $"line {i}\n")));
            c.Exit(0);
        },
    };
}
