using NetMQ;

namespace Course.Jupyter;

/// <summary>
/// Remembers the signatures of the last messages: each has a message id of its own, so that the same signature again is a
/// message that somebody recorded and sent once more. Messages without a signature cannot be told apart.
/// </summary>
internal sealed class ReplayGuard
{
    private const int Remembered = 1 << 16;
    private readonly HashSet<string> seen = [];
    private readonly Queue<string> order = [];

    /// <summary>Whether the message was there before. It is remembered now.</summary>
    internal bool IsReplay(NetMQMessage frames)
    {
        var signature = JupyterMessage.SignatureOf(frames);
        if (signature.Length == 0)
        {
            return false;
        }

        if (!seen.Add(signature))
        {
            return true;
        }

        order.Enqueue(signature);
        if (order.Count > Remembered)
        {
            seen.Remove(order.Dequeue());
        }

        return false;
    }
}
