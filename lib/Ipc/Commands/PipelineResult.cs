namespace Ipc.Commands;

/// <summary>How each stage of a pipeline ended, and what came out of the last.</summary>
/// <param name="Stages">The stages, first to last.</param>
public sealed record PipelineResult([property: Column(Hidden = true)] IReadOnlyList<CommandResult> Stages) : IObservation
{
    /// <summary>What the last stage wrote to descriptor 1.</summary>
    public string StandardOutput => Stages[^1].StandardOutput;

    /// <summary>What a shell would show in <c>$?</c>: the status of the last stage, whatever became of the others.</summary>
    [Column("$?")]
    public int ShellStatus => Stages[^1].ShellStatus;

    /// <summary>The status of every stage: what bash shows in <c>${PIPESTATUS[@]}</c>.</summary>
    [Column("PIPESTATUS")]
    public IReadOnlyList<int> PipeStatus => [.. Stages.Select(stage => stage.ShellStatus)];

    /// <summary>What <c>$?</c> would be under <c>set -o pipefail</c>: the status of the last stage that did not end with 0.</summary>
    [Column("$? with pipefail")]
    public int PipeFailStatus => Stages.LastOrDefault(stage => stage.ShellStatus != 0)?.ShellStatus ?? 0;

    /// <summary>What the last stage wrote.</summary>
    public override string ToString() => StandardOutput.TrimEnd('\n');
}
