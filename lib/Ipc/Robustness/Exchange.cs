using Ipc.Children;
using Ipc.Hangs;

namespace Ipc.Robustness;

/// <summary>What became of a part that went over, of the answer to it, and of a descriptor that was to go along.</summary>
/// <param name="Took">The reader took something out.</param>
/// <param name="ByName">The writer had inherited no descriptor.</param>
/// <param name="TwoWay">The writer got the reader's answer.</param>
/// <param name="CarriesDescriptors">The kernel took a descriptor.</param>
internal sealed record Exchange(bool Took, bool ByName, bool TwoWay, bool CarriesDescriptors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    internal static Exchange Observe(Func<Mechanism> make)
    {
        using var mechanism = make();
        using SharedWord turn = SharedWord.Create(), took = SharedWord.Create(), answered = SharedWord.Create(), got = SharedWord.Create(), sent = SharedWord.Create();
        using var reader = Fork.Start(c =>
        {
            var take = mechanism.Reader(c);
            c.If(take() > -1, () => c.Store(took, 1));
            c.If(mechanism.Answer(c) > -1, () => c.Store(answered, 1));
            c.Store(turn, 1);
            c.SpinUntil(turn, 2);
            c.Exit(0);
        });
        mechanism.ReaderStarted(reader);
        using var writer = Fork.Start(c =>
        {
            var put = mechanism.Writer(c);
            put(false);
            c.SpinUntil(turn, 1);
            c.If(c.Load(answered).Is(1), () => c.If(mechanism.TakeAnswer(c) > 0, () => c.Store(got, 1)));
            c.If(c.SendDescriptor(mechanism.WriterDescriptor, 0) > 0, () => c.Store(sent, 1));
            c.Store(turn, 2);
            c.Exit(0);
        });
        if (!SpinWait.SpinUntil(() => turn.Value == 2, Patience))
        {
            throw new TimeoutException($"{mechanism}: nothing was taken out, or answered; {HangReport.Of(writer.Pid, reader.Pid)}");
        }

        writer.Wait();
        reader.Wait();
        return new(took.Value == 1, writer.Trace.Descriptors.Count == 0, got.Value == 1, sent.Value == 1);
    }
}
