using System.Text;
using Ipc.Native;

namespace Ipc.Sessions;

/// <summary>A pair of pseudo-terminal devices: what a program writes to the slave is read at the master, and what is written to the master is what was typed.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/pty.7.html"/>
public sealed class PseudoTerminal : IDisposable
{
    private readonly StringBuilder seen = new();
    private int typedAt;

    private PseudoTerminal(FileDescriptor master, FileDescriptor slave, string path)
    {
        Master = master;
        Slave = slave;
        Path = path;
    }

    /// <summary>The end of the one who types and reads the screen: a terminal emulator, or this experiment.</summary>
    public FileDescriptor Master { get; }

    /// <summary>The end of the programs; it stays open here, so that the terminal does not hang up when they close it.</summary>
    public FileDescriptor Slave { get; }

    /// <summary>The slave's path: "/dev/pts/3".</summary>
    public string Path { get; }

    /// <summary>What was written to the terminal so far, the echo of what was typed among it.</summary>
    public string Screen
    {
        get
        {
            Take();
            return seen.ToString();
        }
    }

    /// <summary>What its line discipline does: <c>stty</c> changes the same.</summary>
    /// <exception cref="PosixException">The terminal has hung up.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man3/termios.3.html"/>
    public TerminalModes Modes
    {
        get => TerminalModes.Of(Slave);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Set(Slave);
        }
    }

    /// <summary>Opens a pair; it becomes nobody's controlling terminal yet.</summary>
    /// <exception cref="PosixException">There are no pseudo-terminals here, or no more.</exception>
    public static PseudoTerminal Create()
    {
        var (master, slave, path) = Pty.Open();
        try
        {
            Unistd.Checked("fcntl", "F_SETFL", () => Unistd.Fcntl(master.Number, Unistd.F_SETFL, Unistd.O_NONBLOCK));
            return new PseudoTerminal(master, slave, path);
        }
        catch
        {
            master.Dispose();
            slave.Dispose();
            throw;
        }
    }

    /// <summary>Types text. A line goes to the program that reads the terminal; control characters become signals.</summary>
    /// <param name="text">The text, with "\n" for the return key.</param>
    public void Type(string text)
    {
        typedAt = Screen.Length;
        var bytes = Encoding.UTF8.GetBytes(text);
        Unistd.Checked("write", Path, () => Unistd.Write(Master.Number, ref bytes[0], bytes.Length));
    }

    /// <summary>Waits until the screen shows a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="deadline">How long at most; 20 s unless told otherwise.</param>
    /// <returns>The screen.</returns>
    /// <exception cref="TimeoutException">It did not; the message has the screen.</exception>
    public string WaitFor(string text, TimeSpan? deadline = null) => WaitFor(text, 0, deadline);

    /// <summary>Waits until the screen shows a text behind what was there when something was typed last.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TimeoutException">It did not; the message has the screen.</exception>
    internal void WaitForAnswer(string text) => WaitFor(text, typedAt, null);

    private string WaitFor(string text, int from, TimeSpan? deadline)
    {
        var patience = deadline ?? TimeSpan.FromSeconds(20);
        var until = System.Diagnostics.Stopwatch.StartNew();
        while (Screen.IndexOf(text, from, StringComparison.Ordinal) < 0)
        {
            if (until.Elapsed > patience)
            {
                throw new TimeoutException($"the terminal did not show \"{text}\" within {patience.TotalSeconds} s; it shows: {seen}");
            }

            SystemWait.PollFd[] polled = [new() { Fd = Master.Number, Events = SystemWait.POLLIN }];
            _ = SystemWait.Poll(polled, 1, 100);
        }

        return seen.ToString();
    }

    /// <summary>Closes the master, as a window that is closed does: the terminal hangs up, and its session's leader gets SIGHUP.</summary>
    public void HangUp()
    {
        Take();
        Master.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Slave.Dispose();
        Master.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    private void Take()
    {
        var buffer = new byte[4096];
        while (!Master.IsClosed && Unistd.Read(Master.Number, ref buffer[0], buffer.Length) is var got and > 0)
        {
            seen.Append(Encoding.UTF8.GetString(buffer, 0, (int)got).ReplaceLineEndings("\n"));
        }
    }
}
