using Ipc.Claims;

namespace Ipc.Notebooks.Tests.Claims;

public class FindingTests
{
    [Fact]
    public void A_finding_is_a_card_with_both_sentences_and_a_verdict_that_needs_no_colour()
    {
        var html = Samples.Html(Samples.Holding);

        Assert.StartsWith("<div class=\"ipc-claim ipc-holds\"", html);
        Assert.Contains("After fork, parent &amp; child both run.", html);
        Assert.Contains("lang=\"zh\">fork 之后父子进程都运行。", html);
        Assert.Contains("<span aria-hidden=\"true\">✔</span> holds", html);
        Assert.Contains("two CPUs", html);
        Assert.Contains("412.5 ms", html);
    }

    [Fact]
    public void The_evidence_is_folded_into_the_card_as_a_table() =>
        Assert.Matches("<details class=\"ipc-evidence\">.*<table class=\"ipc-table\">.*4242", Samples.Html(Samples.Holding));

    [Fact]
    public void The_manual_page_is_linked() =>
        Assert.Contains("<a href=\"https://man7.org/linux/man-pages/man2/fork.2.html\">fork(2)</a>", Samples.Html(Samples.Holding));

    [Fact]
    public void Several_findings_are_a_ledger()
    {
        Finding[] findings = [Samples.Holding, Samples.Holding with { Decision = Decision.NotObserved("no ptrace here") }];

        Assert.Contains("<caption>2 claims: 1 holds, 1 not observed</caption>", Samples.Html(findings));
        Assert.Contains("no ptrace here", Samples.Plain(findings));
    }
}
