using System.Text;
using Course.Notebooks;

namespace Course.Engine;

/// <summary>Puts what a cell writes to Console, and what it displays, into one order. Text is batched; each stream has a limit, and a cut is told.</summary>
/// <remarks>
/// What is changed here and below outlives the cell, whose thread can be aborted at any instruction:
/// so all of it is done uninterrupted.
/// </remarks>
internal sealed class CellConsole : IDisposable
{
    internal const int LimitCharacters = 1 << 20, DisplayLimitCharacters = 1 << 25;
    private const int BatchCharacters = 8192;

    /// <summary>What a display counts for beside its text: a message has a header, and a front end an element.</summary>
    private const int CharactersOfADisplay = 256;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(50);
    private readonly ICellOutput output;
    private readonly Lock gate = new();
    private readonly StringBuilder pending = new();
    private readonly Dictionary<string, long> written = [];
    private readonly TextWriter standardOut = Console.Out;
    private readonly TextWriter standardError = Console.Error;
    private readonly TextReader standardInput = Console.In;
    private readonly Timer flush;
    private readonly Uninterrupted.TextAction writeWhole;
    private string pendingName = "stdout";
    private long shown, late;
    private bool closed;
    private static CellConsole? latest;

    /// <param name="output">Where it goes.</param>
    /// <param name="cancelled">Cancelled when the cell is interrupted.</param>
    internal CellConsole(ICellOutput output, CancellationToken cancelled = default)
    {
        this.output = output;
        Cancelled = cancelled;
        writeWhole = WriteWhole;
        flush = new Timer(_ => Flush(), null, BatchTime, BatchTime);
        Console.SetOut(new Writer(this, "stdout"));
        Console.SetError(new Writer(this, "stderr"));
        Console.SetIn(new CellInput(Ask));
        Current = latest = this;
    }

    /// <summary>What stands where the rest was cut off.</summary>
    internal static string CutNotice(string name) => $"\n[cut: this cell's {name} is limited to {LimitCharacters} characters]\n";

    /// <summary>The console of the cell that runs now, if one does.</summary>
    internal static CellConsole? Current { get; private set; }

    /// <summary>Cancelled when the cell is interrupted.</summary>
    internal CancellationToken Cancelled { get; }

    /// <summary>Shows text on the error stream of the cell that runs now, or of the one that ran last.</summary>
    internal static void WriteLate(string text) => latest?.WriteError(text);

    internal void Display(MimeBundle data, string? id) => Show(data, () => output.Display(data, id));

    internal void Update(MimeBundle data, string id) => Show(data, () => output.Update(data, id));

    /// <summary>Takes away what the cell has shown; what it may show is counted anew.</summary>
    internal void Clear(bool wait) => Uninterrupted.Run(() =>
    {
        lock (gate)
        {
            if (!closed)
            {
                FlushWhole();
                output.Clear(wait);
                written.Clear();
                shown = 0;
            }
        }
    });

    /// <summary>Asks for a line once what was written before is shown.</summary>
    internal string? Ask(string prompt, bool hidden)
    {
        Flush();
        return output.Ask(prompt, hidden);
    }

    public void Dispose()
    {
        Console.SetOut(standardOut);
        Console.SetError(standardError);
        Console.SetIn(standardInput);
        Current = null;
        flush.Dispose();
        lock (gate)
        {
            Flush();
            closed = true;
        }
    }

    private void WriteError(string text)
    {
        lock (gate)
        {
            if (!closed)
            {
                WriteWhole("stderr", text);
            }
            else if ((late += text.Length) <= LimitCharacters)
            {
                output.Stream("stderr", text);
            }
        }
    }

    private void Show(MimeBundle data, Action show)
    {
        InterruptibleRun.ThrowIfInterrupted();
        Uninterrupted.Run(() => ShowWhole(data, show));
    }

    private void ShowWhole(MimeBundle data, Action show)
    {
        lock (gate)
        {
            if (closed || shown > DisplayLimitCharacters)
            {
                return;
            }

            Flush();
            shown += CharactersOfADisplay + data.Forms.Sum(form => (long)form.Value.Length);
            if (shown > DisplayLimitCharacters)
            {
                output.Stream("stderr", $"[cut: what this cell displays is limited to {DisplayLimitCharacters} characters]\n");
                return;
            }

            show();
        }
    }

    private void Write(string name, ReadOnlySpan<char> text)
    {
        InterruptibleRun.ThrowIfInterrupted();
        Uninterrupted.Run(writeWhole, name, text);
    }

    private void WriteWhole(string name, ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            var before = written.GetValueOrDefault(name);
            written[name] = before + text.Length;
            if (before > LimitCharacters)
            {
                return;
            }

            if (name != pendingName)
            {
                Flush();
                pendingName = name;
            }

            var room = (int)Math.Min(text.Length, LimitCharacters - before);
            pending.Append(text[..room]);
            if (before + text.Length > LimitCharacters)
            {
                pending.Append(CutNotice(name));
                written[name] = LimitCharacters + 1L;
            }

            if (pending.Length >= BatchCharacters)
            {
                Flush();
            }
        }
    }

    private void Flush() => Uninterrupted.Run(FlushWhole);

    private void FlushWhole()
    {
        lock (gate)
        {
            if (pending.Length > 0 && !closed)
            {
                output.Stream(pendingName, pending.ToString());
                pending.Clear();
            }
        }
    }

    private sealed class Writer(CellConsole console, string name) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => console.Write(name, [value]);

        public override void Write(char[] buffer, int index, int count) => console.Write(name, buffer.AsSpan(index, count));

        public override void Write(string? value) => console.Write(name, value);

        public override void WriteLine(string? value) => console.Write(name, value + "\n");
    }
}
