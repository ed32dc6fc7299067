using System.Diagnostics;
using System.Globalization;
using Course.Notebooks;

namespace Course.Engine;

/// <summary>Runs cells: what they hold of C#, of the shell's language, of languages that are shown, and of commands to the kernel.</summary>
/// <param name="folder">Where relative paths begin: the notebook's folder.</param>
internal sealed class CellRunner(string folder)
{
    private readonly Dictionary<string, string> shared = [];
    private readonly StoredTexts stored = new();
    private readonly Stack<string> importing = [];

    /// <summary>The C# session; another one after a reset.</summary>
    internal CSharpSession CSharp { get; private set; } = new(folder);

    /// <summary>Runs one cell.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="output">Where streams and displays go.</param>
    /// <param name="cancelled">Ends the cell; what earlier cells declared is kept.</param>
    /// <returns>How the cell ended; the value of an earlier piece is displayed.</returns>
    internal CellResult Run(string source, ICellOutput output, CancellationToken cancelled)
    {
        CellResult result = new CellResult.Succeeded(null);
        Stopwatch? watch = null;
        foreach (var piece in CellPiece.Of(source))
        {
            if (result is CellResult.Succeeded { Value: { } value })
            {
                output.Display(value, displayId: null);
            }

            if (piece is CellPiece.Command { Name: "time" })
            {
                (watch, result) = (Stopwatch.StartNew(), new CellResult.Succeeded(null));
                continue;
            }

            result = Run(piece, output, cancelled);
            if (result is CellResult.Failed)
            {
                break;
            }
        }

        if (watch is not null)
        {
            output.Stream("stdout", string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:N1} ms\n"));
        }

        return result;
    }

    private CellResult Run(CellPiece piece, ICellOutput output, CancellationToken cancelled)
    {
        switch (piece)
        {
            case CellPiece.Code { Language: CellLanguage.CSharp } code:
                return CSharp.Run(code.Text, output, cancelled);
            case CellPiece.Code { Language: CellLanguage.Shell } code:
                return ShellCell.Run(code.Text, folder, output, cancelled);
            case CellPiece.Code code:
                output.Display(OtherLanguages.Show(code.Language, code.Text, code.Language == CellLanguage.JavaScript ? shared : []), displayId: null);
                shared.Clear();
                return new CellResult.Succeeded(null);
            case CellPiece.Command command:
                return Run(command, output, cancelled);
            default:
                throw new InvalidOperationException($"{piece}");
        }
    }

    private CellResult Run(CellPiece.Command command, ICellOutput output, CancellationToken cancelled)
    {
        try
        {
            switch (command.Name)
            {
                case "who":
                    return Value(string.Join(", ", CSharp.Variables.Select(variable => variable.Name)));
                case "whos":
                    return Interruptible(() => Value(CSharp.Variables.Select(VariableRow.Of).ToList()), cancelled);
                case "lsmagic":
                    return Value(Directive.All);
                case "reset":
                    CSharp = new CSharpSession(folder);
                    return Value(null);
                case "about":
                    return Value(About.ThisKernel(folder));
                case "value":
                    var (text, type) = Interruptible(() => stored.Store(command, folder, output.Ask, cancelled), cancelled);
                    return type is null ? Value(null) : new CellResult.Succeeded(new MimeBundle(new Dictionary<string, string> { [type] = text, ["text/plain"] = text }));
                case "share" or "set":
                    return Give(Interruptible(() => SharedValue.Of(command, stored, output.Ask), cancelled), command.Below, output, cancelled);
                case "import":
                    return Import(Path.GetFullPath(command.Arguments.Trim('"'), Path.GetFullPath(folder)), output, cancelled);
                case var name when MissingDirective.Reason(name) is { } reason:
                    return Failed("MissingDirective", reason);
                default:
                    return Failed("UnknownDirective", $"#!{command.Name} is not known; the nearest that is known: {Directive.Nearest(command.Name)}. #!lsmagic lists all");
            }
        }
        catch (DirectiveException e)
        {
            return Failed("DirectiveError", e.Message);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return Failed("Interrupted", "the cell was interrupted");
        }
        catch (Exception e)
        {
            return Failed(e.GetType().FullName!, $"#!{command.Name}: {e.Message}");
        }
    }

    /// <summary>Does what may wait for somebody, or run code of the reader's, so that an interrupt ends it.</summary>
    private static T Interruptible<T>(Func<T> act, CancellationToken cancelled)
    {
        T result = default!;
        InterruptibleRun.Run(() => result = act(), cancelled);
        return result;
    }

    /// <summary>Gives a value to C# as a variable, and to the page as a global of the JavaScript that follows.</summary>
    private CellResult Give(SharedValue value, CellLanguage to, ICellOutput output, CancellationToken cancelled)
    {
        if (to == CellLanguage.CSharp)
        {
            return CSharp.Run(value.Declaration(), output, cancelled);
        }

        shared[value.Name] = Interruptible(() => value.Json(CSharp.Variables), cancelled);
        return Value(null);
    }

    private CellResult Import(string path, ICellOutput output, CancellationToken cancelled)
    {
        if (importing.Contains(path))
        {
            throw new DirectiveException($"#!import: {path} imports itself");
        }

        importing.Push(path);
        try
        {
            foreach (var (cell, number) in ImportedFile.Cells(path).Select((cell, index) => (cell, index + 1)))
            {
                switch (Run(cell, output, cancelled))
                {
                    case CellResult.Failed failed:
                        return failed with { Traceback = [$"#!import {path}, code cell {number}", .. failed.Traceback] };
                    case CellResult.Succeeded { Value: { } value }:
                        output.Display(value, displayId: null);
                        break;
                }
            }

            return Value(null);
        }
        finally
        {
            importing.Pop();
        }
    }

    private static CellResult.Succeeded Value(object? value) => new(value is null or "" ? null : Bundles.Of(value));

    private static CellResult.Failed Failed(string name, string message) => new(name, message, [message]);
}
