using Course.Commands;

namespace Course.Tests.Handouts;

/// <summary>Handouts of the sample chapters, made once for all tests by the program itself.</summary>
public sealed class MadeHandouts : IAsyncLifetime
{
    private readonly DirectoryInfo source = Directory.CreateTempSubdirectory("course-tests-"), made = Directory.CreateTempSubdirectory("course-tests-");

    /// <summary>What the program did.</summary>
    internal CourseProgram Run { get; private set; } = null!;

    /// <summary>Where the pages are.</summary>
    internal string Folder => made.FullName;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() =>
        Run = await CourseProgram.Run(Repository.Root, ["handouts", .. SampleChapters.Write(source.FullName), "--out", Folder]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        source.Delete(recursive: true);
        made.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
