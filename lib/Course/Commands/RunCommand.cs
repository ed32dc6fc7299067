using System.CommandLine;

namespace Course.Commands;

/// <summary><c>course run</c>: executes notebooks and writes them with their outputs.</summary>
internal static class RunCommand
{
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private const int LongestTimeout = 86_400;

    internal static Argument<string[]> NotebooksArgument() => new("NOTEBOOK") { Description = "the notebooks; none for every chapter", Arity = ArgumentArity.ZeroOrMore };

    internal static Option<double> TimeoutOption()
    {
        var option = new Option<double>("--timeout") { Description = "seconds that one cell may take", DefaultValueFactory = _ => DefaultTimeout.TotalSeconds };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= LongestTimeout))
            {
                result.AddError($"--timeout: a number of seconds above 0 and up to {LongestTimeout}");
            }
        });
        return option;
    }

    internal static Command Create()
    {
        var notebooks = NotebooksArgument();
        var outFolder = new Option<string?>("--out") { Description = "the folder to write executed notebooks to; none to write nothing" };
        var timeout = TimeoutOption();
        var command = new Command("run", "execute notebooks, each in a fresh kernel") { notebooks, outFolder, timeout };
        command.SetAction((parsed, cancelled) => Task.Run(() =>
        {
            var given = Repository.Notebooks(parsed.GetValue(notebooks)!);
            var folder = parsed.GetValue(outFolder);
            if (folder is not null)
            {
                OutputFolder.Prepare(folder, given.Select(notebook => notebook.FileName));
            }

            var executed = RunProgress.Run(given, TimeSpan.FromSeconds(parsed.GetValue(timeout)), cancelled);
            if (folder is not null)
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
