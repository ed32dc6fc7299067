namespace Ipc.Robustness;

/// <summary>One of the two processes of a transfer.</summary>
public enum Side
{
    /// <summary>Who puts in.</summary>
    Writer,

    /// <summary>Who takes out.</summary>
    Reader,
}
