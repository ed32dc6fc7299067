namespace Course.Engine;

/// <summary>A cell asked for input, and this kernel does not ask front ends for any.</summary>
public sealed class StdinNotImplementedException() : NotSupportedException("a cell cannot read standard input: there is nobody to ask while a notebook runs; write the value into the cell");

/// <summary>What a cell reads from Console: nothing, and it is told so at once.</summary>
internal sealed class NoInput : TextReader
{
    internal static readonly TextReader Reader = new NoInput();

    public override int Read() => throw new StdinNotImplementedException();

    public override int Read(char[] buffer, int index, int count) => throw new StdinNotImplementedException();

    public override int Peek() => throw new StdinNotImplementedException();

    public override string ReadLine() => throw new StdinNotImplementedException();

    public override string ReadToEnd() => throw new StdinNotImplementedException();
}
