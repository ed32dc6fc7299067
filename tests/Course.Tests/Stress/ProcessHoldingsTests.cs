using System.IO.MemoryMappedFiles;
using Course.Stress;

namespace Course.Tests.Stress;

public sealed class ProcessHoldingsTests
{
    /// <summary>A file that only this test knows: what else the process opens and closes meanwhile goes by other names.</summary>
    [Fact]
    public void What_is_opened_and_mapped_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("holdings");
        try
        {
            var path = Path.Combine(folder.FullName, "held");
            var before = ProcessHoldings.Now();
            using var file = File.Create(path);
            file.SetLength(1);
            using var mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            using var view = mapped.CreateViewAccessor();
            var after = ProcessHoldings.Now();
            Assert.Equal(1, after.MoreDescriptors(before).Single(held => held.Key.EndsWith("/held", StringComparison.Ordinal)).Value);
            Assert.Equal(1, after.MoreMappings(before).Single(held => held.Key.EndsWith("/held", StringComparison.Ordinal)).Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
