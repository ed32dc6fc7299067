using System.Diagnostics;
using System.Text;
using Course.Engine;

namespace Course.Jupyter;

/// <summary>What a process and its children write to descriptors 1 and 2, past the protocol. It is read to its end, so that no writer blocks, and kept up to a limit.</summary>
internal sealed class StrayOutput
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly StringBuilder kept = new();
    private readonly Thread[] readers;
    private bool cut;

    internal StrayOutput(Process process)
    {
        readers = [.. new[] { process.StandardOutput, process.StandardError }.Select(stream => new Thread(() => Read(stream)) { IsBackground = true, Name = "stray output" })];
        foreach (var reader in readers)
        {
            reader.Start();
        }
    }

    /// <summary>Waits, not for long, until what an ended process wrote last has been read.</summary>
    internal void AwaitEnd() => Array.ForEach(readers, reader => reader.Join(Patience));

    /// <summary>What was written since this was last asked.</summary>
    internal string Take()
    {
        lock (kept)
        {
            var text = kept.ToString();
            kept.Clear();
            cut = false;
            return text;
        }
    }

    /// <summary>The first lines of what was written since it was last taken, each after a line break.</summary>
    internal string Head(int lines)
    {
        lock (kept)
        {
            return string.Concat(kept.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(lines).Select(line => "\n" + line));
        }
    }

    private void Read(StreamReader stream)
    {
        try
        {
            var buffer = new char[8192];
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                Keep(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was disposed of while a child of its own still held the descriptor.
        }
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        lock (kept)
        {
            if (cut)
            {
                return;
            }

            kept.Append(text[..Math.Min(text.Length, CellConsole.LimitCharacters - kept.Length)]);
            if (kept.Length == CellConsole.LimitCharacters)
            {
                kept.Append(CellConsole.CutNotice("output of processes"));
                cut = true;
            }
        }
    }
}
