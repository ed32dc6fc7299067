using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Course.Engine;

/// <summary>Exceptions that no cell catches, because they end a thread or a task that the cell started: they are shown, and the process goes on.</summary>
internal static class StrayExceptions
{
    /// <summary>Shows them from now on. A process can do this once.</summary>
    internal static void Show()
    {
        ExceptionHandling.SetUnhandledExceptionHandler(exception =>
        {
            if (IsOurs(exception))
            {
                return false;
            }

            // A thread of a cell that was interrupted ends where it next prints.
            if (exception is not OperationCanceledException)
            {
                Write("an exception ended a thread that a cell started", exception);
            }

            return true;
        });
        TaskScheduler.UnobservedTaskException += (_, unobserved) =>
        {
            unobserved.SetObserved();
            Write("an exception ended a task that nobody waits for", unobserved.Exception.InnerExceptions is [var only] ? only : unobserved.Exception);
        };
    }

    private static void Write(string what, Exception exception) =>
        CellConsole.WriteLate($"{what}:\n{string.Join('\n', Traceback.Of(exception, submission: -1))}\n");

    /// <summary>Whether the thread that it ended is one of the kernel's own: without it there is no kernel.</summary>
    private static bool IsOurs(Exception exception)
    {
        var assembly = new StackTrace(exception).GetFrames()
            .Select(frame => frame.GetMethod()?.DeclaringType?.Assembly)
            .LastOrDefault(assembly => assembly is not null && assembly != typeof(object).Assembly);
        return assembly == Assembly.GetExecutingAssembly() || assembly == typeof(NetMQ.NetMQSocket).Assembly;
    }
}
