using System.Globalization;
using Course.Engine;
using Course.Notebooks;

namespace Course.Stress;

/// <summary>Cells that the engine compiles and runs, one after the other, as a notebook's: load for a stress run.</summary>
internal sealed class StressCells
{
    private const int CellsOfOneNotebook = 100;
    private CSharpSession session = New();
    private int count;

    /// <summary>Runs the next cell.</summary>
    /// <exception cref="InvalidOperationException">Its result was not what it computes.</exception>
    internal void RunNext()
    {
        count++;
        if (count % CellsOfOneNotebook == 0)
        {
            session = New();
        }

        var result = session.Run($"int Twice(int x) => x + x; Twice({count})", Nowhere.Output, CancellationToken.None);
        if (result is not CellResult.Succeeded { Value: { } value } || value["text/plain"] != (2 * count).ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"a cell that doubles {count} gave {result}");
        }
    }

    private static CSharpSession New() => new(Environment.CurrentDirectory);

    private sealed class Nowhere : ICellOutput
    {
        public string? Ask(string prompt, bool hidden) => null;

        internal static readonly Nowhere Output = new();

        public void Stream(string name, string text)
        {
        }

        public void Display(MimeBundle data, string? displayId)
        {
        }

        public void Update(MimeBundle data, string displayId)
        {
        }

        public void Clear(bool wait)
        {
        }
    }
}
