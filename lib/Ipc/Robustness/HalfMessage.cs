namespace Ipc.Robustness;

/// <summary>What becomes of a message whose writer is killed in the middle of it.</summary>
public enum HalfMessage
{
    /// <summary>A call hands over a message whole or not at all: there is no half one.</summary>
    Impossible,

    /// <summary>The reader has one half, and its next call tells it that the other will not come.</summary>
    Told,

    /// <summary>The reader has one half, or finds it, and nothing tells it so.</summary>
    NotTold,
}
