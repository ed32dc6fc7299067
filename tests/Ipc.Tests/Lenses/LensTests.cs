using Ipc.Lenses;

namespace Ipc.Tests.Lenses;

public sealed class LensTests
{
    [Fact]
    public void Each_statement_stands_beside_its_C_and_its_calls()
    {
        var lens = Lens.Of(c =>
        {
            var pid = c.Fork("other", () =>
            {
                c.Write("in; {the} child"); // a comment; c.Write()
                c.Exit(5);
            });
            c.Wait(pid);
            c.Repeat(3, () => c.Write("x"));
            c.Exit(0);
        });
        Assert.Equal(
            ["", "var pid = c.Fork(\"other\", () => {", "c.Write(\"in; {the} child\");", "c.Exit(5);", "});", "c.Wait(pid);", "c.Repeat(3, () => c.Write(\"x\"));", "c.Exit(0);"],
            lens.Rows.Select(row => row.CSharp));
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], lens.Rows.Select(row => row.Depth));
        Assert.Equal(lens.Program.Lines.Select(line => line.Text).Where(line => line.Length > 0), lens.Rows.SelectMany(row => row.C).Where(line => line.Length > 0));
        Assert.Equal(["        write(1, \"in; {the} child\", 15);"], lens.Rows[2].C);
        Assert.Equal(["    }"], lens.Rows[4].C);

        Assert.SkipWhen(lens.Trace is null, lens.Missing);
        Assert.Equal(new ObservedCall("other", "write(1, \"in; {the} child\", 15) = 15", 1), Assert.Single(lens.Rows[2].Calls));
        Assert.StartsWith("wait4(", Assert.Single(lens.Rows[5].Calls).Text, StringComparison.Ordinal);
        Assert.Equal(new ObservedCall("child", "write(1, \"x\", 1) = 1", 3), Assert.Single(lens.Rows[6].Calls));
        Assert.Equal("exit_group(0) = ?", Assert.Single(lens.Rows[7].Calls).Text);
    }

    [Fact]
    public void A_loop_of_CSharp_has_its_steps_in_one_row()
    {
        var lens = Lens.Of(c =>
        {
            for (var i = 0; i < 2; i++)
            {
                c.Write($"{i}");
            }

            c.Exit(0);
        });
        var row = Assert.Single(lens.Rows, row => row.CSharp.StartsWith("c.Write", StringComparison.Ordinal));
        Assert.Equal(["    write(1, \"0\", 1);", "    write(1, \"1\", 1);"], row.C);
        Assert.SkipWhen(lens.Trace is null, lens.Missing);
        Assert.Equal(2, row.Calls.Count);
    }
}
