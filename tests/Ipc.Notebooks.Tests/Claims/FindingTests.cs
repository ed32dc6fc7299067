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

    [Fact]
    public void An_examined_ledger_shows_marks_with_words_links_to_the_cells_and_what_was_expected()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """[{ "id": "P5", "expected": [{ "condition": "two CPUs", "verdict": "Fails" }] }]""");
            var ledger = new ExaminedLedger([Samples.Holding], Expectations.Read(path), new("6.1.0", "glibc 2.36", "x86-64", 2, "root", "no", "KVM"));
            var html = Samples.Html(ledger);

            Assert.Contains("Not as data/claims.json expects under these conditions: P5.", html);
            Assert.Contains("Linux 6.1.0, glibc 2.36, x86-64, 2 CPUs, root; container: no; virtual machine: KVM", html);
            Assert.Contains("<a href=\"01-processes.ipynb#claim-P5\">P5</a>", html);
            Assert.Contains("role=\"img\" aria-label=\"holds\">✔</span>", html);
            Assert.Contains("fails was expected", html);
            Assert.Contains("holds, fails was expected", Samples.Plain(ledger));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_review_of_the_notes_is_prose_made_from_the_verdicts()
    {
        var wrong = Samples.Holding with { Decision = Samples.Holding.Decision with { Verdict = Verdict.Fails } };
        var review = new NotesReview([Samples.Holding], [wrong], [], []);

        Assert.Contains("Of the 2 claims of the notes that this run decided, 1 hold as they stand, 0 hold under a condition only, and 1 is contradicted by what was seen.", Samples.Html(review));
        Assert.Contains("Wrong:\n- P5: After fork, parent & child both run. (Here: two CPUs.) Seen: 1,000 forks: the parent went first in 812.", Samples.Plain(review));
    }

    [Fact]
    public void A_card_has_a_name_that_the_ledger_links_to() =>
        Assert.Contains("id=\"claim-P5\"", Samples.Html(Samples.Holding));
}
