using Ipc.ProcFs;

namespace Ipc.Sessions;

/// <summary>One moment in the life of a job, as its shell and /proc saw it.</summary>
/// <param name="After">What had just happened.</param>
/// <param name="Told">What a wait had just brought the shell; empty where it had not waited since the last moment.</param>
/// <param name="Job">What the job did: the state in /proc/PID/stat; <c>null</c> when it was gone.</param>
/// <param name="Foreground">Whose group was the foreground group: "the job", or "the shell".</param>
public sealed record JobMoment(
    string After,
    [property: Column("the shell was told")] string Told,
    [property: Column("the job")] ProcessState? Job,
    [property: Column("in the foreground")] string Foreground) : IObservation;
