using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Pipes;

/// <summary>What one reader found of the bytes that several writers wrote into one pipe, each a letter of its own.</summary>
/// <param name="WriteBytes">The size of every write(2).</param>
/// <param name="Writers">How many processes wrote.</param>
/// <param name="Writes">How many writes they made together.</param>
/// <param name="Torn">How many of those had bytes of another writer between their own.</param>
/// <param name="ShortestRun">The shortest run of one writer's bytes.</param>
/// <param name="LongestRun">The longest run of one writer's bytes.</param>
/// <param name="Beginning">The first runs, as letter×bytes.</param>
public sealed record WriterInterleaving(
    [property: Column("write size", Unit = "bytes")] int WriteBytes,
    int Writers,
    int Writes,
    int Torn,
    [property: Column(Unit = "bytes")] int ShortestRun,
    [property: Column(Unit = "bytes")] int LongestRun,
    [property: Column(Hidden = true)] string Beginning) : IObservation
{
    private const int RunsShown = 8;

    /// <summary>The share of the writes that were torn, from 0 to 1.</summary>
    [Column(Hidden = true)]
    public double TornShare => (double)Torn / Writes;

    /// <summary>Lets writers fill a pipe of the smallest capacity until all of them wait for room, and then reads to the end.</summary>
    /// <param name="writeBytes">The size of every write, in bytes (1 or more).</param>
    /// <param name="writers">How many processes write: 2 to 26.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
    public static WriterInterleaving Observe(int writeBytes, int writers = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(writers, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writers, 26);
        using var pipe = Pipe.Create();
        pipe.Capacity = Environment.SystemPageSize;
        var each = Math.Max(8, 4 * pipe.Capacity / writeBytes);
        var children = new List<ChildProcess>();
        try
        {
            for (var i = 0; i < writers; i++)
            {
                children.Add(StartWriter(pipe, (byte)('A' + i), writeBytes, each));
            }

            pipe.WriteEnd.Close();
            SpinWait.SpinUntil(() => children.All(child => ProcessStat.Of(child.Pid).State == ProcessState.Sleeping), TimeSpan.FromSeconds(1));
            using var stream = new MemoryStream();
            for (var bytes = pipe.ReadEnd.Read(pipe.Capacity); bytes.Length > 0; bytes = pipe.ReadEnd.Read(4096))
            {
                stream.Write(bytes);
            }

            children.ForEach(child => child.Wait());
            return Of(stream.GetBuffer().AsSpan(0, (int)stream.Length), writeBytes, writers);
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    internal static WriterInterleaving Of(ReadOnlySpan<byte> stream, int writeBytes, int writers)
    {
        var runs = new List<(byte Letter, int Bytes)>();
        var written = new int[256];
        var writeBegan = new int[256];
        var torn = 0;
        for (var position = 0; position < stream.Length; position++)
        {
            var letter = stream[position];
            if (runs.Count > 0 && runs[^1].Letter == letter)
            {
                runs[^1] = (letter, runs[^1].Bytes + 1);
            }
            else
            {
                runs.Add((letter, 1));
            }

            var inWrite = written[letter]++ % writeBytes;
            if (inWrite == 0)
            {
                writeBegan[letter] = position;
            }

            if (inWrite == writeBytes - 1 && position - writeBegan[letter] != writeBytes - 1)
            {
                torn++;
            }
        }

        var beginning = string.Join(' ', runs.Take(RunsShown).Select(run => $"{(char)run.Letter}×{run.Bytes}"));
        return new WriterInterleaving(
            writeBytes,
            writers,
            stream.Length / writeBytes,
            torn,
            runs.Min(run => run.Bytes),
            runs.Max(run => run.Bytes),
            runs.Count > RunsShown ? beginning + " …" : beginning);
    }

    private static ChildProcess StartWriter(Pipe pipe, byte letter, int writeBytes, int times)
    {
        var bytes = new byte[writeBytes];
        Array.Fill(bytes, letter);
        return Fork.Start(
            c =>
            {
                c.Silently(() => c.Repeat(times, () => c.Write(pipe.WriteEnd, bytes)));
                c.Exit(0);
            },
            new ChildOptions { TraceCapacity = 4 });
    }
}
