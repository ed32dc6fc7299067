using Course.Commands;
using Ipc.Claims;

namespace Course.Tests.Notebooks;

/// <summary>The ledger's links lead to a cell: each claim is examined in the chapter that it names.</summary>
public sealed class ClaimCellTests
{
    public static TheoryData<string> Ids => [.. Ledger.All.Select(claim => claim.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_claim_is_examined_in_a_cell_of_its_chapter(string id)
    {
        var claim = Ledger.Find(id);
        var chapter = Assert.Single(Repository.Notebooks([]), notebook => Path.GetFileNameWithoutExtension(notebook.Path) == claim.Chapter);
        Assert.Single(chapter.Cells, cell => cell.Source.Contains($"Ledger.Examine(\"{id}\")", StringComparison.Ordinal));
    }
}
