namespace Ipc.Tracing.Decoding;

/// <summary>struct sigevent: how a timer or a message queue tells of itself.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/sigevent.3type.html"/>
internal static class SignalEvent
{
    private const int SIGEV_THREAD_ID = 4;

    private static readonly Structure Event = new(
        Field.Long("sigev_value"), Field.Int("sigev_signo"), Field.Int("sigev_notify"), Field.Int("sigev_notify_thread_id"));

    internal static string Show(CallContext call, long address)
    {
        if (call.Bytes(address, Event.Bytes).Length < Event.Bytes)
        {
            return Decoding.Show.Address(call, address);
        }

        long Get(string name) => Event.Get(call, address, name);
        var value = Get("sigev_value");
        var notify = Get("sigev_notify");
        var thread = notify == SIGEV_THREAD_ID ? $", sigev_notify_thread_id={Get("sigev_notify_thread_id")}" : "";
        var valueText = value == 0 ? "" : $"sigev_value={{sival_int={(int)value}, sival_ptr={Decoding.Show.Address(call, value)}}}, ";
        return $"{{{valueText}sigev_signo={SignalText.Signal(call, Get("sigev_signo"))}, sigev_notify={SignalFlags.Notify.Value(notify)}{thread}}}";
    }
}
