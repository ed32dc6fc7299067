using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Engine;

/// <summary>What #!about tells.</summary>
/// <param name="Kernel">This kernel.</param>
/// <param name="Language">The version of C# that cells are written in.</param>
/// <param name="Compiler">The version of the compiler.</param>
/// <param name="Runtime">The runtime that cells run on.</param>
/// <param name="System">The operating system and the processor's architecture.</param>
/// <param name="Folder">Where relative paths begin.</param>
public sealed record About(string Kernel, string Language, string Compiler, string Runtime, string System, string Folder)
{
    internal static About ThisKernel(string folder) => new(
        "the C# kernel of the course on Linux processes",
        $"C# {ScriptSettings.Language}",
        $"Roslyn {typeof(CSharpCompilation).Assembly.GetName().Version}",
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        Path.GetFullPath(folder));
}
