using Ipc.Children;

namespace Ipc.Processes;

/// <summary>What became of an ordinary variable of the parent that its child added to.</summary>
/// <param name="Made">The call that made the child: "fork" or "vfork".</param>
/// <param name="Before">The variable in the parent before.</param>
/// <param name="InChild">What the child read from it after its addition.</param>
/// <param name="After">The variable in the parent after the child had ended.</param>
public sealed record VariableAfterChild(string Made, long Before, long InChild, long After) : IObservation
{
    private const long Added = 1000;

    /// <summary>Lets a child add 1000 to a variable of the parent's private memory.</summary>
    /// <param name="vfork">Makes the child by vfork; otherwise by fork.</param>
    public static VariableAfterChild Observe(bool vfork)
    {
        using var variable = SharedWord.CreatePrivate(5);
        var before = variable.Value;
        Value? read = null;
        void Steps(ChildProgram c)
        {
            c.Add(variable, Added);
            read = c.Load(variable);
            c.Exit(0);
        }

        using var child = vfork ? Vfork.Start(Steps) : Fork.Start(Steps);
        child.Wait();
        return new VariableAfterChild(vfork ? "vfork" : "fork", before, child.StepsOf(read!)[0].Result, variable.Value);
    }
}
