using System.CommandLine;
using Course;
using Course.Commands;
using Course.Notebooks;

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("course: the experiments are Linux system calls; on another system use the dev container");
    return 1;
}

var root = new RootCommand("A notebook course on Linux processes and inter-process communication")
{
    RunCommand.Create(),
    HandoutsCommand.Create(),
    ClaimsCommand.Create(),
    BenchCommand.Create(),
    KernelCommand.Create(),
    StressCommand.Create(),
    DoctorCommand.Create(),
    TraceCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is CourseException or NotebookException)
{
    Console.Error.WriteLine($"course: {e.Message}");
    return e is CourseException { ExitCode: var code } ? code : 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("course: interrupted");
    return 130;
}
