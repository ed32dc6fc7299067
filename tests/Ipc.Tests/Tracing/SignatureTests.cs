using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Tests.Tracing;

public sealed partial class SignatureTests
{
    private const int Seed = 20, Rounds = 40;

    [Fact]
    public void Every_signature_is_one_of_a_system_call()
    {
        Assert.All(Signatures.Names, name => Assert.True(SystemCallTable.Knows(name), name));
    }

    [Fact]
    public void The_parameters_of_a_signature_have_distinct_names_as_C_writes_them_and_a_register_each()
    {
        foreach (var signature in Signatures.Names.Select(Signatures.Of))
        {
            Assert.Equal(signature.Parameters.Count, signature.Parameters.Select(parameter => parameter.Name).Distinct().Count());
            Assert.All(signature.Parameters, parameter => Assert.Matches(Identifier(), parameter.Name));
            var registers = signature.Parameters.Select((parameter, i) => parameter.Register ?? i).ToList();
            Assert.Equal(registers.Count, registers.Distinct().Count());
            Assert.All(registers, register => Assert.InRange(register, 0, 5));
        }
    }

    [Fact]
    public unsafe void No_decoder_fails_on_words_that_no_program_would_pass()
    {
        const int Bytes = 1 << 16;
        var random = new Random(Seed);
        var memory = (byte*)NativeMemory.AlignedAlloc(Bytes, 4096);
        try
        {
            // Random bytes, and among them addresses of themselves, so that a decoder that follows an address finds something.
            random.NextBytes(new Span<byte>(memory, Bytes));
            for (var i = 0; i < Bytes / sizeof(long); i += 3)
            {
                ((long*)memory)[i] = random.Next(3) == 0 ? random.Next(64) : (long)memory + random.Next(Bytes);
            }

            using var child = Fork.Start(c =>
            {
                c.Sleep(TimeSpan.FromSeconds(30));
                c.Exit(0);
            });
            long Word() => random.Next(6) switch
            {
                0 => random.NextInt64(long.MinValue, long.MaxValue),
                1 => random.Next(-2, 100),
                2 => 1L << random.Next(64),
                3 => random.NextInt64(1 << 20),
                _ => (long)memory + random.Next(Bytes),
            };
            foreach (var signature in Signatures.Names.Order(StringComparer.Ordinal).Select(Signatures.Of))
            {
                for (var round = 0; round < Rounds; round++)
                {
                    var call = new CallContext(child.Pid, signature.Name, new Ptrace.Words(Word(), Word(), Word(), Word(), Word(), Word()), textBytes: 64) { StackPointer = Word() };
                    var before = signature.Parameters.Select((parameter, i) => parameter.AtEntry(call, i)).ToList();
                    call.Return(random.Next(3) switch { 0 => -random.Next(1, 600), 1 => random.Next(200), _ => Word() });
                    for (var i = 0; i < before.Count; i++)
                    {
                        signature.Parameters[i].AtExit(call, i, before[i]);
                    }

                    Assert.NotNull(signature.Result(call));
                    signature.ResultDetail?.Invoke(call);
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Identifier();
}
