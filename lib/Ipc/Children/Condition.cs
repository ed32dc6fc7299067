namespace Ipc.Children;

/// <summary>A yes or no that only the child knows. It has no conversion to <c>bool</c>: use <see cref="ChildProgram.If"/> and <see cref="ChildProgram.While"/>.</summary>
public readonly struct Condition
{
    internal Condition(Value value) => Value = value;

    internal Value Value { get; }
}
