namespace Course.Engine;

/// <summary>What a cell can ask its front end for, under the names that .NET Interactive gave it.</summary>
public static class Kernel
{
    /// <summary>Asks for a line of text.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="StdinNotImplementedException">The front end allows no input, as when a notebook runs unattended.</exception>
    public static Task<string> GetInputAsync(string prompt = "") => Task.FromResult(Asked(prompt, hidden: false));

    /// <summary>Asks for a line of text that is not shown while it is typed.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <exception cref="StdinNotImplementedException">The front end allows no input, as when a notebook runs unattended.</exception>
    public static Task<PasswordString> GetPasswordAsync(string prompt = "") => Task.FromResult(new PasswordString(Asked(prompt, hidden: true)));

    private static string Asked(string prompt, bool hidden) => CellConsole.Current?.Ask(prompt, hidden) ?? throw new StdinNotImplementedException();
}
