using System.Globalization;

namespace Ipc.DotNet;

/// <summary>The C# program around the reader's lines: namespaces in front, markers before and after.</summary>
internal static class ProgramSource
{
    /// <summary>What needs no using of its own: what a console project has, and what the chapters are about.</summary>
    private static readonly string[] Namespaces =
    [
        "System", "System.Collections.Generic", "System.Diagnostics", "System.IO", "System.IO.MemoryMappedFiles", "System.IO.Pipes", "System.Linq",
        "System.Net.Sockets", "System.Runtime.InteropServices", "System.Text", "System.Threading", "System.Threading.Tasks", "Microsoft.Win32.SafeHandles",
    ];

    /// <summary>The program's main file. The compiler counts lines and columns in the texts as they were given.</summary>
    internal static string Of(string before, string lines) => string.Create(CultureInfo.InvariantCulture, $$"""
        {{string.Join(' ', Namespaces.Select(name => $"using {name};"))}}
        IpcMarker.Set({{Marker.Started}});
        #line 1 "before"
        {{before}}
        #line 1 "program"
        IpcMarker.Set({{Marker.Begin}});
        try {
        #line 1 "lines"
        {{lines}}
        } catch (Exception failure) { IpcMarker.Fail(failure); } finally { IpcMarker.Set({{Marker.End}}); }

        static class IpcMarker
        {
            [DllImport("libc.so.6", EntryPoint = "{{Marker.Call}}")]
            public static extern int Set(int which);

            public static void Fail(Exception failure)
            {
                Set({{Marker.End}});
                Console.Error.WriteLine($"{failure.GetType().Name}: {failure.Message}");
                Environment.ExitCode = 1;
            }
        }
        """);
}
