using Ipc.Measurement;

namespace Ipc.Notebooks.Tests;

public class HostLineTests
{
    private static readonly DateTime Day = new(2026, 11, 25);
    private static readonly HostLayer None = new(false, "", "");

    private static readonly HostInfo Plain =
        new("6.12.48-arm64", "arm64", 4, 4, null, "A CPU", 1L << 33, null, None, None, "glibc 2.41", ".NET 10.0.12", "Debian GNU/Linux 13 (trixie)");

    [Fact]
    public void A_plain_machine_reads_plainly() =>
        Assert.Equal("Linux 6.12.48-arm64 · arm64 · 4 CPUs · not virtual · glibc 2.41 · .NET 10.0.12 · 2026-11-25", HostLine.Of(Plain, Day));

    [Fact]
    public void Cpus_that_may_not_be_used_are_told_apart()
    {
        Assert.Contains(" · 1 of 4 CPUs · ", HostLine.Of(Plain with { UsableCpus = 1 }, Day), StringComparison.Ordinal);
        Assert.Contains(" · 1.5 of 4 CPUs · ", HostLine.Of(Plain with { CpuQuota = 1.5 }, Day), StringComparison.Ordinal);
        Assert.Contains(" · 1 CPU · ", HostLine.Of(Plain with { UsableCpus = 1, OnlineCpus = 1 }, Day), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_kernel_release_is_cut_to_keep_the_line_within_120_characters()
    {
        var host = Plain with
        {
            Kernel = "5.15.167.4-microsoft-standard-WSL2-custom-build-of-mine",
            Architecture = "x86-64",
            UsableCpus = 16,
            OnlineCpus = 32,
            Virtual = new(true, "WSL", ""),
            Contained = new(true, "Docker", ""),
        };
        var line = HostLine.Of(host, Day);

        Assert.Contains("virtual (WSL), Docker container", line, StringComparison.Ordinal);
        Assert.StartsWith("Linux 5.15.167.4-mi…", line, StringComparison.Ordinal);
        Assert.Equal(120, line.Length);
    }

    [Fact]
    public void What_is_not_known_is_said()
    {
        var line = HostLine.Of(Plain with { Kernel = "not known: ENOENT", CLibrary = "not known: none", Virtual = new(null, "", ""), Contained = new(null, "", "") }, Day);

        Assert.Equal("Linux (release not known) · arm64 · 4 CPUs · virtual or not: not known, container or not: not known · C library: not known · .NET 10.0.12 · 2026-11-25", line);
    }

    [Fact]
    public void The_line_of_this_machine_is_one_line()
    {
        Assert.DoesNotContain('\n', HostLine.Current);
        Assert.StartsWith("Linux ", HostLine.Current, StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage(HostLine.Current);
    }
}
