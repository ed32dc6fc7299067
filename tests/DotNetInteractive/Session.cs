using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace DotNetInteractive;

/// <summary>The kernels of .NET Interactive as its own tool puts them together for C#.</summary>
internal sealed class Session : IDisposable
{
    private readonly CompositeKernel kernel;

    internal Session()
    {
        kernel = [new CSharpKernel("csharp").UseKernelHelpers().UseWho(), new HtmlKernel()];
        kernel.DefaultKernelName = "csharp";
    }

    internal async Task<CellReport> Run(int number, string code)
    {
        var result = await kernel.SendAsync(new SubmitCode(code));
        return new CellReport(
            number,
            result.Events.OfType<CommandFailed>().Select(failed => failed.Message).FirstOrDefault(),
            [.. result.Events.OfType<DisplayEvent>().Select(shown => new OutputReport(shown.GetType().Name, IsRecord(shown.Value), [.. shown.FormattedValues.Select(value => value.MimeType)]))]);
    }

    /// <summary>Whether a value is one of the laboratory's records, or a list of them.</summary>
    private static bool IsRecord(object? value) =>
        value?.GetType().GetInterfaces().Any(type => type.FullName == "Ipc.IObservation" || (type.IsGenericType && type.GetGenericArguments()[0].FullName?.StartsWith("Ipc.", StringComparison.Ordinal) == true)) == true;

    public void Dispose() => kernel.Dispose();
}

/// <summary>What one cell left.</summary>
/// <param name="Cell">Its place in the notebook, from 1.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record CellReport(int Cell, string? Failure, IReadOnlyList<OutputReport> Outputs);

/// <summary>One output: the kernel's event, and the MIME types that it carries.</summary>
/// <param name="IsRecord">Whether its value is of the laboratory.</param>
internal sealed record OutputReport(string Event, bool IsRecord, IReadOnlyList<string> MimeTypes);
