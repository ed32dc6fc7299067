namespace Ipc.Notebooks;

/// <summary>What a progress bar shows at one moment.</summary>
/// <param name="What">What is counted.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Elapsed">The time since the bar was first shown.</param>
internal sealed record ProgressState(string What, WorkProgress Progress, TimeSpan Elapsed)
{
    /// <summary>The state as HTML: a bar while it runs, and a line of text once it has ended.</summary>
    public string ToHtml() => Progress.IsFinished
        ? $"<div class=\"ipc-muted\">{Html.Escape(ToString())}</div>"
        : $"<div class=\"ipc-muted\"><progress value=\"{Progress.Done}\" max=\"{Progress.Total}\" aria-label=\"{Html.Escape(What)}\"></progress> {Html.Escape(ToString())}</div>";

    /// <summary>The state in a line.</summary>
    public override string ToString() => Progress.IsFinished
        ? FormattableString.Invariant($"{What}: {Progress.Total}, in {Elapsed.TotalSeconds:F1} s")
        : $"{What}: {Progress.Done} of {Progress.Total}{(Progress.Current.Length > 0 ? $"; now {Progress.Current}" : "")}";
}
