using System.CommandLine;
using Course.Handouts;
using Course.Notebooks;
using Ipc.Commands;
using Ipc.Native;
using Ipc.Tracing;

namespace Course.Commands;

/// <summary><c>course trace</c>: runs a command and shows every system call that it and all that it makes ask of the kernel.</summary>
internal static class TraceCommand
{
    internal static System.CommandLine.Command Create()
    {
        var words = new Argument<string[]>("COMMAND") { Description = "the program and its arguments, behind --", Arity = ArgumentArity.OneOrMore };
        var filter = new Option<string[]>("--filter") { Description = "the calls to trace, with commas between: openat,read,write; none for all", CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] };
        var html = new Option<string?>("--html") { Description = "write a page with timeline, processes and summary to this file, instead of the table" };
        var json = new Option<bool>("--json") { Description = "print one JSON object and nothing else" };
        var timeout = RunCommand.TimeoutOption();
        timeout.Description = "seconds that the command may take before it is killed";
        var command = new System.CommandLine.Command("trace", "run a command and show its system calls; the exit code is the command's own") { words, filter, html, json, timeout };
        command.Validators.Add(result =>
        {
            if (result.GetResult(html) is not null && result.GetValue(json))
            {
                result.AddError("--html and --json: one at a time");
            }
        });
        command.SetAction((parsed, cancelled) => Task.Run(
            () =>
            {
                var traced = parsed.GetValue(words)!;
                var options = new TraceOptions { Calls = parsed.GetValue(filter) ?? [], Deadline = TimeSpan.FromSeconds(parsed.GetValue(timeout)) };
                return parsed.GetValue(html) is { } file
                    ? WritePage(traced, options, file, cancelled)
                    : Print(Trace(traced, options), parsed.GetValue(json));
            },
            cancelled));
        return command;
    }

    private static SystemCallTrace Trace(string[] words, TraceOptions options)
    {
        try
        {
            return SystemCallTracer.Trace(Ipc.Commands.Command.Of(words[0], words[1..]), options);
        }
        catch (Exception e) when (e is PosixException or ArgumentException)
        {
            throw new CourseException(e.Message);
        }
    }

    private static int Print(SystemCallTrace trace, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(TraceJson.Of(trace));
        }
        else
        {
            TraceTable.Write(trace, Console.Out);
        }

        return trace.Broken is null ? ShellStatus.Of(trace.Status) : 1;
    }

    /// <summary>The page is made as a chapter's is: from a notebook that a fresh kernel runs.</summary>
    private static int WritePage(string[] words, TraceOptions options, string file, CancellationToken cancelled)
    {
        var path = Path.GetFullPath(file);
        OutputFolder.Prepare(Path.GetDirectoryName(path)!, [Path.GetFileName(path)]);
        var executed = RunProgress.Run([TraceNotebook.Of(words, options)], options.Deadline + RunCommand.DefaultTimeout, cancelled);
        var (page, status) = TraceNotebook.WithoutStatus(executed[0]);
        WholeFile.Write(path, HandoutPage.Render(page, []));
        Console.WriteLine($"wrote {path}");
        return RunProgress.Report(executed) is not 0 and var failed ? failed : status;
    }
}
