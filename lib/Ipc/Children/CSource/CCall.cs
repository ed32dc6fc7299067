using System.Buffers.Binary;
using System.Text;

namespace Ipc.Children.CSource;

/// <summary>A recorded call while it is written as C: its arguments, and what it needs around it.</summary>
internal sealed class CCall(CWriter writer, ChildProgram program, ChildProgram.RecordedInstruction instruction)
{
    private const int LongText = 120;

    /// <summary>An argument as a C expression.</summary>
    internal string this[int argument] => writer.Expression(instruction.Arguments[argument]);

    /// <summary>An argument behind a cast: what is no single word stands in parentheses.</summary>
    internal string Tight(int argument) => this[argument] is var text && text.All(one => char.IsLetterOrDigit(one) || one == '_') ? text : $"({text})";

    /// <summary>The C# variable's name of the pipe that the call makes, or <c>null</c>.</summary>
    internal string? CapturedPipe => writer.CapturedPipe(instruction.Destination);

    /// <summary>An argument that was known when the program was recorded.</summary>
    internal long Known(int argument) => instruction.Arguments[argument].Operand.Constant;

    /// <summary>Whether an argument points to what the program brings along.</summary>
    internal bool IsInImage(int argument) => instruction.Arguments[argument].InImage;

    /// <summary>Bytes that an argument points to.</summary>
    internal ReadOnlySpan<byte> Bytes(int argument, int count) => program.Data.Slice((int)Known(argument), count);

    /// <summary>Bytes that a pointer points to which lies behind the place that an argument points to.</summary>
    internal ReadOnlySpan<byte> Behind(int argument, int offset, int count)
    {
        var place = (int)Known(argument) + offset;
        return program.Data.Slice(program.Vectors.First(vector => vector.Vector == place).Texts[0], count);
    }

    /// <summary>Bytes that an argument points to, and how many, as two C expressions. Very many of the same are an array.</summary>
    internal string Data(int argument, int count)
    {
        var bytes = Bytes(argument, count);
        if (count <= LongText || bytes.ContainsAnyExcept(bytes[0]))
        {
            return $"{CText.QuoteInLines(bytes)}, {count}";
        }

        var block = Own("static char", "data", $"[{count}]");
        Include("string.h");
        Before($"memset({block}, {CText.Character(bytes[0])}, sizeof {block});");
        return $"{block}, sizeof {block}";
    }

    internal long Int64(int argument, int offset) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(argument, offset + sizeof(long))[offset..]);

    /// <summary>The text that an argument points to.</summary>
    internal string Text(int argument) => TextAt((int)Known(argument));

    /// <summary>The texts of an argument that points to a vector of them.</summary>
    internal IReadOnlyList<string> Texts(int argument)
    {
        var offset = (int)Known(argument);
        return [.. program.Vectors.First(vector => vector.Vector == offset).Texts.Select(TextAt)];
    }

    /// <summary>An argument as a signal's macro.</summary>
    internal string Signal(int argument) => instruction.Arguments[argument].Operand.Value is null ? CText.Signal(Known(argument)) : this[argument];

    /// <summary>What a later load from the place of an argument is called in C.</summary>
    internal void Leaves(int argument, int offset, string name, bool isEvents = false) => writer.NamePlace((int)Known(argument) + offset, new Term(name, IsEvents: isEvents));

    /// <summary>A variable for a call to write into, which all calls of the function share.</summary>
    internal string Scratch(string type, string name, string dimensions = "") => writer.Scratch(type, name, dimensions);

    /// <summary>A structure for the call to read and write, which all calls of the function share, with its members.</summary>
    internal string Given(string type, string name, string members) => writer.Given(type, name, members);

    /// <summary>A variable of this call alone.</summary>
    internal string Own(string type, string wish, string dimensions = "") => writer.Own(type, wish, dimensions);

    internal void Include(string headers) => writer.Include(headers);

    /// <summary>A line that comes before the call.</summary>
    internal void Before(string line) => writer.Line(line);

    /// <summary>The same for a set of signals, unless the set has these members already.</summary>
    internal string SignalSet(int argument) => writer.SignalSet((ulong)Int64(argument, 0));

    /// <summary>A function beside main.</summary>
    internal void Define(string key, string text) => writer.Define(key, text);

    /// <summary>The buffer of the function, and how much of it a read fills.</summary>
    internal (string Name, string Bytes) Buffer(int bytes) => writer.Buffer(bytes);

    private string TextAt(int offset)
    {
        var bytes = program.Data[offset..];
        return Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);
    }
}
