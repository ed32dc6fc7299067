namespace Ipc.Children.CSource;

/// <summary>How a call is written in C.</summary>
/// <param name="Type">The type of its result; empty where it has none.</param>
/// <param name="Variable">What its result is usually called.</param>
/// <param name="Headers">The headers that declare it, separated by blanks; GNU stands for _GNU_SOURCE.</param>
/// <param name="Write">Its expression.</param>
internal sealed record CForm(string Type, string Variable, string Headers, Func<CCall, string> Write);
