using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Lenses;

/// <summary>Puts lines of C and observed calls beside the C# statements that they belong to.</summary>
internal sealed class LensRows
{
    private const int MostCalls = 12;

    private readonly Dictionary<Statement, int> homes = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<CSharpText.Fragment> fragments;
    private readonly List<string>[] lines;
    private readonly List<ObservedCall>[] calls;

    private LensRows(CProgram program, string csharp)
    {
        var statements = All(program.Statements).Where(IsWritten).ToList();
        fragments = CSharpText.Of(csharp).Fragments;
        if (fragments.Count == 0)
        {
            fragments = [.. statements.Select(one => new CSharpText.Fragment($"{one.Method}(…)", 0, [one.Method]))];
        }

        lines = [.. fragments.Select(_ => new List<string>())];
        calls = [.. fragments.Select(_ => new List<ObservedCall>())];
        foreach (var same in statements.GroupBy(one => one.Method))
        {
            Find([.. same], [.. fragments.SelectMany((fragment, i) => fragment.Methods.Where(method => method == same.Key).Select(_ => i))]);
        }

        foreach (var loop in All(program.Statements).OfType<Statement.While>().Where(homes.ContainsKey))
        {
            // What decides in C stands in the head of the loop.
            foreach (var one in loop.Deciding.Where(one => !homes.ContainsKey(one)))
            {
                homes[one] = homes[loop];
            }
        }
    }

    internal static IReadOnlyList<LensRow> Of(CProgram program, SystemCallTrace? trace, string csharp)
    {
        var rows = new LensRows(program, csharp);
        var before = rows.Place(program.Lines);
        var more = trace is null ? [] : rows.Place(trace, program);
        return
        [
            .. before.Count > 0 ? [new LensRow("", [.. before.Where((line, i) => line.Length > 0 || (i > 0 && i < before.Count - 1 && before[i - 1].Length > 0))], [])] : Array.Empty<LensRow>(),
            .. rows.fragments.Select((fragment, i) => new LensRow(fragment.Text, rows.lines[i], rows.calls[i]) { Depth = fragment.Depth, MoreCalls = more.GetValueOrDefault(i) }),
        ];
    }

    /// <summary>All statements in the order of the text.</summary>
    private static IEnumerable<Statement> All(IEnumerable<Statement> statements) =>
        statements.SelectMany(one => All(one.Inner).Prepend(one));

    /// <summary>Whether a statement is a call of the recorder, and not an operator or a part of another.</summary>
    private static bool IsWritten(Statement one) => one is not Statement.Do { Call: "" } arithmetic || arithmetic.Method is nameof(ChildProgram.Number) or nameof(ChildProgram.Assign);

    /// <summary>The statements of one method are those of the text in the same order; a loop of C# records one of the text many times.</summary>
    private void Find(IReadOnlyList<Statement> recorded, IReadOnlyList<int> written)
    {
        if (written.Count > 0 && recorded.Count % written.Count == 0)
        {
            for (var i = 0; i < recorded.Count; i++)
            {
                homes[recorded[i]] = written[i % written.Count];
            }
        }
    }

    /// <summary>Puts each line where its statement is.</summary>
    /// <returns>The lines before the first statement's.</returns>
    private List<string> Place(IReadOnlyList<CLine> program)
    {
        List<string> before = [];
        var last = -1;
        var closings = new Dictionary<Statement, int>(ReferenceEqualityComparer.Instance);
        foreach (var line in program)
        {
            if (line.Owner is not null && homes.TryGetValue(line.Owner, out var home))
            {
                last = home;
                if (line.Text.TrimStart().StartsWith('}'))
                {
                    last = Closing(home, closings[line.Owner] = closings.GetValueOrDefault(line.Owner) + 1);
                }
            }
            else if (line.Owner is null && last >= 0)
            {
                last = line.Text == "}" ? lines.Length - 1 : last;
            }

            (last < 0 || (line.Owner is null && line.Text != "}") ? before : lines[last]).Add(line.Text);
        }

        return before;
    }

    /// <summary>The fragment behind the first, second … block that a statement opens; the statement's own where it opens none.</summary>
    private int Closing(int home, int block)
    {
        var at = home;
        for (; block > 0; block--)
        {
            if (!fragments[at].Text.EndsWith('{'))
            {
                return at;
            }

            var depth = fragments[at].Depth;
            do
            {
                at++;
            }
            while (at < fragments.Count - 1 && fragments[at].Depth > depth);
        }

        return at;
    }

    /// <summary>Puts each call where the step is that was running.</summary>
    /// <returns>How many calls were too many to list, by fragment.</returns>
    private Dictionary<int, int> Place(SystemCallTrace trace, CProgram program)
    {
        var steps = All(program.Statements).Select(one => one switch
        {
            Statement.Do step => step,
            Statement.Make make => make.By,
            _ => null,
        }).OfType<Statement.Do>().Where(one => one.Instruction.Step >= 0).ToDictionary(one => one.Instruction.Step);
        var makers = All(program.Statements).OfType<Statement.Make>().ToDictionary(make => make.By.Instruction.Step, make => (Statement)make);
        var names = trace.Program!.Processes.ToDictionary(process => process.Pid, process => process.Name);
        var more = new Dictionary<int, int>();
        foreach (var (call, step) in StepOfCall.Match(trace))
        {
            if (!steps.TryGetValue(step.Step, out var one) || !homes.TryGetValue(makers.GetValueOrDefault(step.Step, one), out var home))
            {
                continue;
            }

            var seen = new ObservedCall(names.GetValueOrDefault(call.Pid, $"{call.Pid}"), call.Text, 1);
            var same = calls[home].FindIndex(other => other.Process == seen.Process && other.Text == seen.Text);
            if (same >= 0)
            {
                calls[home][same] = seen with { Times = calls[home][same].Times + 1 };
            }
            else if (calls[home].Count < MostCalls)
            {
                calls[home].Add(seen);
            }
            else
            {
                more[home] = more.GetValueOrDefault(home) + 1;
            }
        }

        return more;
    }
}
