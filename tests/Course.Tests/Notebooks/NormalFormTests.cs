using Course.Commands;
using Course.Notebooks;

namespace Course.Tests.Notebooks;

public sealed class NormalFormTests
{
    [Fact]
    public void Every_committed_notebook_is_in_normal_form()
    {
        var chapters = Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb");
        Assert.NotEmpty(chapters);
        Assert.All(chapters, path => Assert.Equal(Notebook.Read(path).Normalise().ToJson(), File.ReadAllText(path)));
    }
}
