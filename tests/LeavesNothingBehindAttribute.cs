using System.Reflection;
using Ipc.Leftovers;
using Xunit.v3;

[assembly: Ipc.Testing.LeavesNothingBehind]
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Ipc.Testing;

/// <summary>
/// Counts before and after every test of the assembly: children, descriptors, mappings, kernel objects. What a test leaves
/// makes it fail. Tests of one assembly therefore run one after another.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LeavesNothingBehindAttribute : BeforeAfterTestAttribute
{
    private Holdings? before;

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => before = Holdings.Now();

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var left = Holdings.Now().Beyond(before!);
        if (left.Count > 0)
        {
            throw new InvalidOperationException($"{test.TestDisplayName} left behind: {string.Join("; ", left)}");
        }
    }
}
