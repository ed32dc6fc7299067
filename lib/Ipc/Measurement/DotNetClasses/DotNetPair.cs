using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Ipc.Native;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>
/// The two programs of a measurement of .NET's classes: the first has the clock and starts the second, which answers. Both are new processes
/// without another thread that works; what they repeat allocates nothing. The protocol is that of <see cref="Benchmark"/>: each message
/// has its number in its first word and in its last, and both are checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DotNetPair
{
    internal const string FirstRole = "first", SecondRole = "second", Times = "times";

    /// <summary>Numbers of messages that are none of those measured. Each is answered in full.</summary>
    private const long Begin = -1, End = -2;

    private const int AnswerBytes = sizeof(long);

    /// <summary>For so long the runtime compiles what is hot, beside the warm-up.</summary>
    private static readonly long Settling = Stopwatch.Frequency / 4;

    private static readonly TimeSpan SlowBy = TimeSpan.FromMicroseconds(5);
    private static int parent;

    /// <summary>Runs one of the two programs, to its end.</summary>
    /// <param name="arguments">Its role and its task, as <c>Benchmark</c> gives them.</param>
    /// <exception cref="InvalidDataException">A message did not come as it was sent.</exception>
    public static void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var task = DotNetTask.Parse(arguments.AsSpan(1));
        if (arguments[0] == FirstRole)
        {
            First(task);
        }
        else
        {
            Second(task, arguments[^1]);
        }
    }

    /// <summary>Ends the second program where the first is gone: nobody else would.</summary>
    internal static void EndIfAlone()
    {
        if (parent != 0 && Unistd.ParentPid() != parent)
        {
            Environment.Exit(1);
        }
    }

    private static void First(DotNetTask task)
    {
        Keep(task.FirstCpu);
        using var end = DotNetEnd.First(task.Mechanism, task.Bytes);
        using var second = Process.Start(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], SecondRole, .. task.Words(), end.Meeting]);
        end.Join();
        var (message, answer) = (new Message(task.Bytes), new Message(task.Burst > 1 ? AnswerBytes : task.Bytes));
        var times = new long[task.Samples];
        var number = 0L;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < task.WarmUp || Stopwatch.GetTimestamp() - started < Settling; i++)
        {
            Sample();
        }

        Tell(Begin);
        var before = Resource.Used();
        var (count, limit) = (0, Stopwatch.GetTimestamp() + Ticks(task.LimitNanoseconds));
        for (var now = 0L; count < times.Length && now <= limit; count++)
        {
            var start = Stopwatch.GetTimestamp();
            Sample();
            now = Stopwatch.GetTimestamp();
            times[count] = now - start;
        }

        var used = Resource.Used() - before;
        Tell(End);
        second.WaitForExit();
        if (second.ExitCode != 0)
        {
            throw new InvalidDataException($"the second program exited with {second.ExitCode}");
        }

        Print(FirstRole, used);
        Console.WriteLine($"{Times} {string.Join(' ', times.Take(count).Select(time => (time * 1_000_000_000 / Stopwatch.Frequency).ToString(CultureInfo.InvariantCulture)))}");

        void Sample()
        {
            for (var round = 0; round < task.Rounds; round++)
            {
                for (var sent = 0; sent < task.Burst; sent++)
                {
                    message.Stamp(++number);
                    end.Send(message.Bytes);
                }

                end.Receive(answer.Bytes);
                answer.Check(number);
            }
        }

        void Tell(long what)
        {
            message.Stamp(what);
            end.Send(message.Bytes);
            end.Receive(message.Bytes);
            message.Check(what);
        }
    }

    private static void Second(DotNetTask task, string meeting)
    {
        Keep(task.SecondCpu);
        parent = Unistd.ParentPid();
        using var end = DotNetEnd.Second(task.Mechanism, task.Bytes, meeting);
        var (message, answer) = (new Message(task.Bytes), new Message(task.Burst > 1 ? AnswerBytes : task.Bytes));
        var (number, before) = (0L, default(Resource.Usage));
        while (true)
        {
            end.Receive(message.Bytes);
            if (message.Is(Begin) || message.Is(End))
            {
                var now = Resource.Used();
                end.Send(message.Bytes);
                if (message.Is(End))
                {
                    Print(SecondRole, now - before);
                    return;
                }

                before = now;
                continue;
            }

            message.Check(++number);
            if (number % task.Burst == 0)
            {
                answer.Stamp(number);
                Spoil(task.Fault, answer);
                end.Send(answer.Bytes);
            }
        }
    }

    private static void Spoil(Fault fault, Message answer)
    {
        switch (fault)
        {
            case Fault.Slow:
                for (var until = Stopwatch.GetTimestamp() + (SlowBy.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond); Stopwatch.GetTimestamp() < until;)
                {
                }

                break;
            case Fault.WrongPayload:
                answer.Bytes[^1] ^= 0xFF;
                break;
            case Fault.Silent:
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }

    private static void Keep(int cpu)
    {
        if (cpu >= 0)
        {
            Sched.KeepThisThreadTo(cpu);
        }
    }

    private static long Ticks(long nanoseconds) => nanoseconds * (Stopwatch.Frequency / 1_000_000) / 1000;

    private static void Print(string role, Resource.Usage used) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{role} {used.CpuMicroseconds:F0} {used.Faults} {used.VoluntarySwitches} {used.InvoluntarySwitches}"));

    /// <summary>A message and its number. One that is shorter than a word has the lowest bytes of it, without those that would look like one of the negative numbers.</summary>
    private sealed class Message(int length)
    {
        private const long Shortened = 0x7F;
        private readonly byte[] bytes = new byte[length];
        private readonly int part = Math.Min(length, sizeof(long));
        private readonly int last = length >= 2 * sizeof(long) ? length - sizeof(long) : 0;

        internal Span<byte> Bytes => bytes;

        internal void Stamp(long number)
        {
            Span<byte> word = stackalloc byte[sizeof(long)];
            BitConverter.TryWriteBytes(word, Written(number));
            word[..part].CopyTo(bytes);
            word[..part].CopyTo(bytes.AsSpan(last));
        }

        internal bool Is(long number)
        {
            Span<byte> word = stackalloc byte[sizeof(long)];
            BitConverter.TryWriteBytes(word, Written(number));
            return bytes.AsSpan(0, part).SequenceEqual(word[..part]) && bytes.AsSpan(last, part).SequenceEqual(word[..part]);
        }

        internal void Check(long number)
        {
            if (!Is(number))
            {
                throw new InvalidDataException($"message {number} did not come as it was sent");
            }
        }

        private long Written(long number) => number < 0 || length >= sizeof(long) ? number : number & Shortened;
    }
}
