using System.Globalization;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Sockets;

namespace Ipc.Children.Interpreter;

/// <summary>A program laid out in memory that parent and children share: header, instructions, data, and the ring that the trace comes back in.</summary>
internal sealed unsafe class ProgramImage : IDisposable
{
    private const int Alignment = 64, AlarmMarginSeconds = 5;
    private readonly Mman.Region region;
    private Mman.Region? stack;

    internal ProgramImage(ChildProgram program, ChildOptions options, ImageHeader.Flag flags)
    {
        Program = program;
        var keep = program.Kept.Where(fd => fd > 2).Order().ToArray();
        var keepAt = Align(sizeof(ImageHeader));
        var instructionsAt = Align(keepAt + (keep.Length * sizeof(int)));
        var processesAt = Align(instructionsAt + (program.Instructions.Count * sizeof(Instruction)));
        var signalsAt = Align(processesAt + (ImageHeader.ProcessCapacity * sizeof(ProcessEntry)));
        var dataAt = Align(signalsAt + (ImageHeader.SignalCapacity * sizeof(SignalEntry)));
        var ringAt = Align(dataAt + program.Data.Length);
        Descriptors = keep.Select(fd => (fd, Target: OpenDescriptor.Find(Environment.ProcessId, fd)?.Target)).Where(one => one.Target is not null).ToDictionary(one => one.fd, one => one.Target!);
        Sockets = SocketsAmong(Descriptors);
        region = new Mman.Region(ringAt + ((long)options.TraceCapacity * sizeof(RingEntry)), shared: true);

        var image = (byte*)region.Address;
        Header = (ImageHeader*)image;
        Header->Flags = (int)flags;
        Header->RingCapacity = options.TraceCapacity;
        Header->KeepCount = keep.Length;
        Header->Keep = (int*)(image + keepAt);
        Header->Instructions = (Instruction*)(image + instructionsAt);
        Header->Processes = (ProcessEntry*)(image + processesAt);
        Header->Signals = (SignalEntry*)(image + signalsAt);
        Header->Ring = (RingEntry*)(image + ringAt);
        Header->ExecStep = -1;
        Header->AlarmSeconds = (long)Math.Ceiling(options.Deadline.TotalSeconds) + AlarmMarginSeconds;
        Header->Libc = ChildCode.Table();
        keep.CopyTo(new Span<int>(Header->Keep, keep.Length));
        program.Data.CopyTo(new Span<byte>(image + dataAt, program.Data.Length));
        WriteInstructions(program, dataAt);
        foreach (var (vector, texts) in program.Vectors)
        {
            for (var i = 0; i < texts.Length; i++)
            {
                ((byte**)(image + dataAt + vector))[i] = image + dataAt + texts[i];
            }
        }

        foreach (var (signal, instruction) in program.Handlers)
        {
            Header->HandlerAt[signal] = instruction;
        }

        foreach (var (argument, instruction, name) in program.Threads)
        {
            *(ChildStart.Argument*)(image + dataAt + argument) = new() { Image = Header, Instruction = instruction, Name = name };
        }
    }

    internal ChildProgram Program { get; }

    /// <summary>What the descriptors that the child is given refer to.</summary>
    internal IReadOnlyDictionary<int, string> Descriptors { get; }

    /// <summary>The Unix sockets among them.</summary>
    internal IReadOnlyDictionary<int, SocketEntry> Sockets { get; }

    /// <summary>The call that makes the child, as a reader would write it.</summary>
    internal string MadeWith { get; init; } = "fork()";

    internal ImageHeader* Header { get; }

    /// <summary>A stack for a child that shares the parent's memory; it lives as long as the image.</summary>
    internal nint Stack(int bytes) => (stack ??= new Mman.Region(bytes, shared: false)).Address;

    /// <inheritdoc/>
    public void Dispose()
    {
        stack?.Dispose();
        region.Dispose();
    }

    private static Dictionary<int, SocketEntry> SocketsAmong(IReadOnlyDictionary<int, string> descriptors)
    {
        var inodes = descriptors.Where(one => one.Value.StartsWith("socket:[", StringComparison.Ordinal)).ToDictionary(one => one.Key, one => long.Parse(one.Value.AsSpan()["socket:[".Length..^1], CultureInfo.InvariantCulture));
        var sockets = inodes.Count > 0 ? SockDiag.UnixSockets() : new Dictionary<long, SocketEntry>();
        return inodes.Where(one => sockets.ContainsKey(one.Value)).ToDictionary(one => one.Key, one => sockets[one.Value]);
    }

    private static int Align(int offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private void WriteInstructions(ChildProgram program, int dataAt)
    {
        for (var i = 0; i < program.Instructions.Count; i++)
        {
            var recorded = program.Instructions[i];
            var instruction = Header->Instructions + i;
            instruction->Op = recorded.Op;
            instruction->Destination = recorded.Destination;
            instruction->Step = recorded.Step;
            instruction->Target = recorded.Target;
            instruction->Function = recorded.Function;
            instruction->Flags = (int)recorded.Flags;
            for (var j = 0; j < recorded.Arguments.Length; j++)
            {
                var argument = recorded.Arguments[j];
                var (kind, value) = argument switch
                {
                    { InImage: true } => (Instruction.ImageOffset, argument.Operand.Constant + dataAt),
                    { Operand.Value: { } v } => (Instruction.Register, v.Register),
                    _ => (Instruction.Constant, argument.Operand.Constant),
                };
                instruction->Kinds |= kind << (2 * j);
                instruction->Arguments[j] = value;
            }
        }
    }
}
