using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Processes: how they are made, what they are, and how they end.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> Processes => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
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
        ["posix_spawn"] = _ => c =>
        {
            var spawned = c.PosixSpawn("/bin/echo", "spawned", "here");
            var waited = c.Wait(spawned);
            c.Exit(waited.Status);
        },
        ["a program that is not there"] = _ => c => c.Exec("/no/such/program", ["with", "arguments"]),
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
        ["the clock and what was used"] = _ => c =>
        {
            var memory = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
            var start = c.Now();
            c.GetUsage(memory);
            var end = c.Now();
            c.If(end < start, () => c.Exit(9), () => c.Exit(2));
        },
        ["many bytes"] = _ => c =>
        {
            c.Write(new string('x', 5000));
            c.Write(string.Concat(Enumerable.Range(0, 60).Select(i => $"line {i}\n")));
            c.Exit(0);
        },
    };
}
