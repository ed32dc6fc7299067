namespace Course.Engine;

/// <summary>A cell asked for input, and there is nobody to ask.</summary>
public sealed class StdinNotImplementedException() : NotSupportedException("a cell cannot read standard input: there is nobody to ask while a notebook runs; write the value into the cell");

/// <summary>What a cell reads from Console: a line at a time, each asked for when it is needed.</summary>
internal sealed class CellInput(Func<string, bool, string?> ask) : TextReader
{
    private string line = "";
    private int at;

    public override int Peek()
    {
        Fill();
        return line[at];
    }

    public override int Read()
    {
        Fill();
        return line[at++];
    }

    /// <summary>Gives what is left of a line: whoever wants more asks for more.</summary>
    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0)
        {
            return 0;
        }

        Fill();
        var taken = Math.Min(count, line.Length - at);
        line.CopyTo(at, buffer, index, taken);
        at += taken;
        return taken;
    }

    public override string ReadLine()
    {
        Fill();
        var rest = line[at..^1];
        at = line.Length;
        return rest;
    }

    /// <summary>There is no end of input that somebody could type.</summary>
    public override string ReadToEnd() => throw new StdinNotImplementedException();

    private void Fill()
    {
        if (at == line.Length)
        {
            line = (ask("", false) ?? throw new StdinNotImplementedException()) + "\n";
            at = 0;
        }
    }
}
