using Course.Notebooks;

namespace Course.HostSpeed;

/// <summary>Measures how the kernel feels: real kernel processes, one after the other, met through their sockets as by any front end.</summary>
internal static class HostSpeedRun
{
    private const double BytesPerMegabyte = 1e6;

    /// <param name="notebook">What each kernel runs before its memory is looked at; its first code cell is the first cell.</param>
    /// <param name="rounds">How many kernels.</param>
    /// <param name="ended">Called when a kernel has ended.</param>
    /// <param name="cancelled">Ends the kernel that runs and the measurement.</param>
    /// <exception cref="CourseException">The notebook has no code cell, or a kernel or a cell failed.</exception>
    internal static IReadOnlyList<HostFigure> Measure(Notebook notebook, int rounds, Action<HostRound> ended, CancellationToken cancelled)
    {
        if (!notebook.Cells.Any(cell => cell.IsToRun))
        {
            throw new CourseException($"{notebook.Path}: it has no code cell that could be run");
        }

        var all = new List<HostRound>();
        for (var i = 0; i < rounds; i++)
        {
            cancelled.ThrowIfCancellationRequested();
            all.Add(HostRound.Run(notebook, cancelled));
            ended(all[^1]);
        }

        return
        [
            new("start to ready", "ms", 1500, [.. all.Select(round => round.Ready)]),
            new("first cell", "ms", 2000, [.. all.Select(round => round.FirstCell)]),
            new("warm cell", "ms", 50, [.. all.Select(round => round.WarmCell)]),
            new("warm completion", "ms", 150, [.. all.Select(round => round.WarmCompletion)]),
            new("resident after the notebook", "MB", 250, [.. all.Select(round => round.ResidentBytes / BytesPerMegabyte)]),
        ];
    }
}
