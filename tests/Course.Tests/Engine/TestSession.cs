using Course.Commands;
using Course.Engine;
using Course.Notebooks;

namespace Course.Tests.Engine;

/// <summary>A session of the engine inside the test's process, which keeps what each cell leaves.</summary>
internal sealed class TestSession
{
    private readonly CellRunner session;

    /// <param name="folder">Where #r begins; the chapters' folder unless told otherwise.</param>
    internal TestSession(string? folder = null) => session = new CellRunner(folder ?? Path.Combine(Repository.Root, "notebooks"));

    /// <summary>What runs the cells.</summary>
    internal CellRunner Session => session;

    /// <summary>How often a package had to be restored.</summary>
    internal int Restores => session.CSharp.Restores;

    internal CellRecord Run(string source) => RunUntil(source, TestContext.Current.CancellationToken);

    /// <param name="onText">Called when the cell has written something.</param>
    internal CellRecord RunUntil(string source, CancellationToken cancelled, Action? onText = null)
    {
        var kept = new Kept(onText);
        return new CellRecord(session.Run(source, kept, cancelled), kept.Outputs, kept.Updates);
    }

    private sealed class Kept(Action? onText) : ICellOutput
    {
        internal List<Output> Outputs { get; } = [];

        internal List<(string Id, MimeBundle Data)> Updates { get; } = [];

        public void Stream(string name, string text)
        {
            Outputs.Add(new Output.Stream(name, text));
            onText?.Invoke();
        }

        public string? Ask(string prompt, bool hidden) => null;

        public void Display(MimeBundle data, string? displayId) => Outputs.Add(new Output.DisplayData(data, displayId));

        public void Clear(bool wait) => Outputs.Clear();

        public void Update(MimeBundle data, string displayId) => Updates.Add((displayId, data));
    }
}

/// <summary>What one cell left.</summary>
internal sealed record CellRecord(CellResult Result, IReadOnlyList<Output> Outputs, IReadOnlyList<(string Id, MimeBundle Data)> Updates)
{
    /// <summary>The last expression's value; fails the test where the cell failed.</summary>
    internal MimeBundle? Value => Result is CellResult.Succeeded succeeded ? succeeded.Value : throw new InvalidOperationException(Result.ToString());

    /// <summary>The last expression's value as plain text.</summary>
    internal string? Text => Value?["text/plain"];

    internal CellResult.Failed Failure => Assert.IsType<CellResult.Failed>(Result);

    internal IReadOnlyList<Output.DisplayData> Displays => [.. Outputs.OfType<Output.DisplayData>()];

    internal string Stream(string name) => string.Concat(Outputs.OfType<Output.Stream>().Where(stream => stream.Name == name).Select(stream => stream.Text));
}
