namespace Ipc.Claims;

/// <summary>One testable statement of the course, with the experiment that decides it.</summary>
/// <param name="Id">The name that never changes, such as "P6".</param>
/// <param name="Chapter">The notebook that treats it, by its file name without extension, such as "01-processes".</param>
/// <param name="Statement">The statement, in English and in Chinese.</param>
/// <param name="ManPage">The page that says what should happen, such as "vfork(2)".</param>
/// <param name="Experiment">Runs the experiment on this kernel and decides. It throws nothing that the machine's limits cause: those become <see cref="Verdict.NotObserved"/>.</param>
public sealed record Claim(string Id, string Chapter, Statement Statement, string ManPage, Func<Decision> Experiment)
{
    /// <summary>Whether the engineer's notes make the claim; the others are the course's own, from the manual pages.</summary>
    public bool FromNotes { get; init; } = true;

    /// <summary>The cell that shows the claim's card, as a link from another chapter: "01-processes.ipynb#claim-P6".</summary>
    public string Cell => $"{Chapter}.ipynb#{Anchor}";

    /// <summary>The name of the place of the claim's card in its chapter: "claim-P6".</summary>
    public string Anchor => $"claim-{Id}";

    /// <summary>Runs the experiment now and says what it found and how long it took.</summary>
    /// <returns>The finding; an experiment that could not run is <see cref="Verdict.NotObserved"/> with the reason.</returns>
    public Finding Examine() => Finding.Of(this);

    /// <summary>Whether an id is this claim's; upper and lower case are the same.</summary>
    /// <param name="id">The id.</param>
    public bool Is(string id) => Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}
