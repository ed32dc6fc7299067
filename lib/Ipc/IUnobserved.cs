namespace Ipc;

/// <summary>Marks an exception that can mean that the machine does not allow an experiment: a notebook then shows that, and goes on.</summary>
public interface IUnobserved
{
    /// <summary>What the machine does not allow; <c>null</c> where the exception has another cause.</summary>
    NotObserved? Lack { get; }
}
