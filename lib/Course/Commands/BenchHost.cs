using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Course.HostSpeed;
using Course.Notebooks;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary><c>course bench host</c>: how long the Jupyter kernel takes and what it holds, beside the limits that are meant.</summary>
internal static class BenchHost
{
    private const int NameWidth = 30, Width = 12;

    internal static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "how many kernels to start, one after the other", DefaultValueFactory = _ => 5 };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds: a number of kernels is 1 or more");
            }
        });
        var json = new Option<bool>("--json") { Description = "print one JSON object and nothing else" };
        var path = new Argument<string?>("NOTEBOOK") { Description = "what each kernel runs; notebooks/05-pipes.ipynb unless told otherwise", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("host", "measure the Jupyter kernel: ready, first cell, warm cell, completion, memory") { rounds, json, path };
        command.SetAction((parsed, cancelled) => Task.Run(
            () => Run(NotebookReader.Read(parsed.GetValue(path) ?? Path.Combine(Repository.Root, "notebooks", "05-pipes.ipynb")), parsed.GetValue(rounds), parsed.GetValue(json), cancelled),
            cancelled));
        return command;
    }

    private static void Run(Notebook notebook, int rounds, bool json, CancellationToken cancelled)
    {
        using var line = new ProgressLine();
        var ended = 0;
        var figures = HostSpeedRun.Measure(notebook, rounds, _ => line.Report(new(++ended, rounds, "kernels")), cancelled);
        line.Clear();
        Console.WriteLine(json ? Json(notebook, rounds, figures) : Text(notebook, rounds, figures));
    }

    private static string Text(Notebook notebook, int rounds, IReadOnlyList<HostFigure> figures) => string.Join(
        '\n',
        [
            string.Create(CultureInfo.InvariantCulture, $"{HostInfo.Current}; {DateTime.Now:yyyy-MM-dd}"),
            $"{rounds} kernel{(rounds == 1 ? "" : "s")}, each with {notebook.FileName}",
            $"{"",-NameWidth}{"median",Width}{"min",Width}{"max",Width}{"limit",Width}",
            .. figures.Select(figure => string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.What,-NameWidth}{Amount(figure.Median, figure),Width}{Amount(figure.Values.Min(), figure),Width}{Amount(figure.Values.Max(), figure),Width}{Amount(figure.Limit, figure),Width}  {(figure.IsWithin ? "within" : "over")}")),
        ]);

    private static string Amount(double value, HostFigure figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture)} {figure.Unit}");

    private static string Json(Notebook notebook, int rounds, IReadOnlyList<HostFigure> figures) => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            Date = DateTimeOffset.Now,
            Host = HostInfo.Current,
            Notebook = notebook.FileName,
            Rounds = rounds,
            Figures = figures.Select(figure => new { figure.What, figure.Unit, figure.Median, figure.Limit, Within = figure.IsWithin, figure.Values }),
        },
        ObservationJson.Options);
}
