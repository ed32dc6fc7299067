using System.Runtime.CompilerServices;
using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Tests.Children;

public sealed class ManagedHeapTests
{
    [Fact]
    public void A_forked_child_has_all_of_its_parents_memory_but_the_heap_of_managed_objects()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.SpinUntil(word, 1);
            c.Exit(0);
        });
        var own = MemoryMapping.AllOf(Environment.ProcessId);
        var childs = MemoryMapping.AllOf(child.Pid);
        word.Value = 1;

        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Contains(own, mapping => mapping.Contains(AddressOf(new object())));
        Assert.DoesNotContain(childs, mapping => mapping.Contains(AddressOf(new object())));
        Assert.Equal(own.Where(mapping => mapping.Path == "[heap]").Select(mapping => mapping.Start), childs.Where(mapping => mapping.Path == "[heap]").Select(mapping => mapping.Start));
    }

    private static unsafe ulong AddressOf(object something) => (ulong)*(nint*)Unsafe.AsPointer(ref something);
}
