using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>A C program as a block of code.</summary>
internal static class CProgramPage
{
    /// <summary>The source as HTML.</summary>
    public static string Html(CProgram program) => $"<pre class=\"ipc-code\"><code class=\"language-c\">{Notebooks.Html.Escape(program.Source)}</code></pre>";
}
