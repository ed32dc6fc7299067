using Ipc.Claims;
using Ipc.Native;

namespace Ipc.Fifos;

/// <summary>The claims of chapter 06.</summary>
internal static class FifoClaims
{
    private const string Chapter = "06-fifos";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "F1",
            Chapter,
            new Statement(
                "A FIFO is made by mknod or mknodat; it has a name on disk, and its data is never stored there.",
                "有名管道由 mknod 或 mknodat 创建；它在磁盘上有文件名，但数据并不存到磁盘上。"),
            "mknod(2)",
            NameWithoutData),
        new(
            "F2",
            Chapter,
            new Statement(
                "Opening a FIFO for reading blocks until a writer opens it, and the other way round; with O_NONBLOCK a reader does not wait, and a writer without a reader gets ENXIO.",
                "以读方式打开有名管道会阻塞，直到有写者打开它，反之亦然；使用 O_NONBLOCK 时，读者不等待，而没有读者的写者会得到 ENXIO。"),
            "fifo(7)",
            Opening),
        new(
            "F3",
            Chapter,
            new Statement(
                "Once the last writer of a FIFO has closed, reads return at once and empty, and a reading loop burns a CPU; one that closes the FIFO at end of file and opens it again does not.",
                "有名管道的最后一个写者关闭之后，读操作会立即返回空数据，循环读取会占满一个 CPU；每次读到空就关闭并重新打开则不会。"),
            "fifo(7)",
            EndOfFileSpin),
        new(
            "F4",
            Chapter,
            new Statement(
                "Both kinds of pipe wait in the system call pipe_wait.",
                "两种管道都在系统调用 pipe_wait 中等待。"),
            "proc_pid_wchan(5)",
            WaitingCall),
        new(
            "F5",
            Chapter,
            new Statement(
                "A FIFO is two-way, since it is a file that can be opened for reading and writing.",
                "有名管道是双向的，因为它形式上是文件，可以用读写方式打开。"),
            "fifo(7)",
            TwoWay),
    ];

    private static Decision NameWithoutData()
    {
        var made = FifoCreation.ObserveAll();
        var stored = FifoStorage.ObserveAll();
        var fifo = stored.Where(moment => moment != stored[^1]).ToList();
        var most = fifo.Max(moment => moment.InPipe ?? 0);
        return Decision.Of(
            made.All(one => one.Name is "mknod" or "mknodat" && one.Mode.StartsWith('p')) && most > 0 && fifo.All(moment => moment is { Size: 0, OnDisk: 0 }) && fifo[^1].InPipe == 0,
            $"{string.Join("; ", made.Select(one => $"{one.MadeBy}: {one.Name}"))}; with {most} bytes in the pipe the file had {fifo.Max(moment => moment.Size)} bytes and took up {fifo.Max(moment => moment.OnDisk)} on disk; closed everywhere and opened again, the pipe held {fifo[^1].InPipe}",
            (object[])[.. made, .. stored]);
    }

    private static Decision Opening()
    {
        var seen = FifoOpening.ObserveAll();
        return Decision.Of(
            seen.All(IsAsClaimed),
            string.Join("; ", seen.Where(one => one.Others == "nobody").Select(one => $"{one.Opened} alone {(one.Slept ? $"slept until {one.Ended} came" : one.Errno is { } errno ? $"failed at once with {errno}" : "returned at once")}")),
            seen);

        static bool IsAsClaimed(FifoOpening one) => (one.Opened, one.Others) switch
        {
            ("O_RDONLY" or "O_WRONLY", "nobody") => one is { Slept: true, Succeeded: true },
            ("O_WRONLY|O_NONBLOCK", "nobody") => one is { Slept: false, Errno: Errno.ENXIO },
            _ => one is { Slept: false, Succeeded: true },
        };
    }

    private static Decision EndOfFileSpin()
    {
        FifoReaderCost[] seen = [.. Enum.GetValues<FifoReader>().Select(reader => FifoReaderCost.Observe(reader, TimeSpan.FromMilliseconds(50)))];
        if (seen.FirstOrDefault(reader => !reader.Spins && !reader.Waits) is { } unclear)
        {
            return Decision.NotObserved($"the reader {unclear.Reader} neither slept nor made enough turns to tell ({unclear.EmptyReads}); run it again when the CPUs are less busy", seen);
        }

        return Decision.Of(
            seen.Single(one => one.Reader == FifoReader.Loop).Spins && seen.Single(one => one.Reader == FifoReader.Reopen) is { Waits: true, GotNextMessage: true },
            string.Join("; ", seen.Select(one => $"{one.Reader}: {(one.Spins ? $"{one.EmptyReadsPerSecond:N0} empty reads a second, {one.CpuPercent:F0} % of a CPU" : $"slept in {one.SleepsIn}")}")),
            seen);
    }

    private static Decision WaitingCall()
    {
        var seen = BlockedPipe.ObserveAll();
        return seen.Any(one => one.SystemCall.Length == 0)
            ? Decision.NotObserved("/proc/PID/syscall does not tell here; the kernel needs CONFIG_HAVE_ARCH_TRACEHOOK, and the reader the right to trace the process", seen)
            : Decision.Of(
                seen.All(one => one.SystemCall == "pipe_wait"),
                string.Join("; ", seen.Select(one => $"a {one.Pipe} in {one.Doing}: system call {one.SystemCall}, kernel function {(one.KernelFunction.Length > 0 ? one.KernelFunction : "not told")}")),
                seen);
    }

    private static Decision TwoWay()
    {
        var open = FifoOpening.Observe(FifoAccess.ReadWrite, nonBlocking: false, isThere: false);
        var back = FifoTalk.ReadBack();
        FifoTalk[] seen = [.. FifoTalk.Observe(fifos: 1), .. FifoTalk.Observe(fifos: 2)];
        return Decision.Of(
            open.Succeeded && back.Length == 0 && seen.All(process => process.Own == 0),
            $"O_RDWR {(open.Succeeded ? "is allowed" : $"failed with {open.Errno}")}; a process that wrote and then read got its own message {back}; of two processes on one FIFO {string.Join(" and ", seen.Where(process => process.Fifos == 1).Select(process => $"{process.Process} read {process.Own} of its own and {process.FromOther} of the other's"))}; on two FIFOs, {string.Join(" and ", seen.Where(process => process.Fifos == 2).Select(process => $"{process.Own} and {process.FromOther}"))}",
            seen);
    }
}
