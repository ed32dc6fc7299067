namespace Ipc;

/// <summary>
/// Marks a record that holds what an experiment observed: facts from the kernel, no presentation.
/// Every observation, and every list of observations, shows as a table in a notebook.
/// </summary>
public interface IObservation;
