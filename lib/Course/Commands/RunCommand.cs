using System.CommandLine;

namespace Course.Commands;

/// <summary><c>course run</c>: executes notebooks and writes them with their outputs.</summary>
internal static class RunCommand
{
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    internal static Argument<string[]> NotebooksArgument() => new("NOTEBOOK") { Description = "the notebooks; none for every chapter", Arity = ArgumentArity.ZeroOrMore };

    internal static Option<double> TimeoutOption() => new("--timeout") { Description = "seconds that one cell may take", DefaultValueFactory = _ => DefaultTimeout.TotalSeconds };

    internal static Command Create()
    {
        var notebooks = NotebooksArgument();
        var outFolder = new Option<string?>("--out") { Description = "the folder to write executed notebooks to; none to write nothing" };
        var timeout = TimeoutOption();
        var command = new Command("run", "execute notebooks, each in a fresh kernel") { notebooks, outFolder, timeout };
        command.SetAction((parsed, cancelled) => Task.Run(() =>
        {
            var executed = RunProgress.Run(Repository.Notebooks(parsed.GetValue(notebooks)!), TimeSpan.FromSeconds(parsed.GetValue(timeout)), cancelled);
            if (parsed.GetValue(outFolder) is { } folder)
            {
                foreach (var notebook in executed)
                {
                    notebook.Notebook.Write(Path.Combine(folder, notebook.Notebook.FileName));
                }
            }

            return RunProgress.Report(executed);
        }));
        return command;
    }
}
