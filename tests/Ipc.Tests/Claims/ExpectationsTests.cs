using Ipc.Claims;

namespace Ipc.Tests.Claims;

public sealed class ExpectationsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("any", Verdict.Holds, false)]
    [InlineData("any", Verdict.Fails, true)]
    [InlineData("any", Verdict.NotObserved, false)]
    [InlineData("arm64", Verdict.Fails, false)]
    [InlineData("arm64", Verdict.Holds, true)]
    public void A_verdict_is_compared_under_its_condition(string condition, Verdict verdict, bool differs)
    {
        var expected = Read("""[{ "id": "T1", "expected": [{ "condition": "any", "verdict": "Holds" }, { "condition": "arm64", "verdict": "Fails" }] }]""");
        Assert.Equal(differs, expected.Differs(Found("T1", condition, verdict)));
    }

    [Fact]
    public void A_condition_or_a_claim_that_nothing_is_expected_of_differs()
    {
        var expected = Read("""[{ "id": "T1", "expected": [{ "condition": "arm64", "verdict": "Holds" }] }]""");
        Assert.True(expected.Differs(Found("T1", "x86-64", Verdict.Holds)));
        Assert.True(expected.Differs(Found("T2", "any", Verdict.Holds)));
        Assert.Null(expected.For(Found("T2", "any", Verdict.Holds)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""[{ "id": "T1" }]""")]
    [InlineData("""[{ "id": "T1", "expected": [{ "condition": "any", "verdict": "True" }] }]""")]
    [InlineData("""[{ "id": "T1", "expected": [{ "condition": "any", "verdict": 1 }] }]""")]
    [InlineData("""[{ "id": "T1", "expected": [], "verdict": "Holds" }]""")]
    [InlineData("""[{ "id": "T1", "expected": [] }, { "id": "T1", "expected": [] }]""")]
    public void A_file_of_another_shape_is_refused_by_name(string json)
    {
        var refused = Assert.Throws<FormatException>(() => Read(json));
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
    }

    private Expectations Read(string json)
    {
        File.WriteAllText(path, json);
        return Expectations.Read(path);
    }

    private static Finding Found(string id, string condition, Verdict verdict) =>
        new(new Claim(id, "00-test", new Statement("It is so.", "是这样。"), "test(1)", () => throw new InvalidOperationException()), new Decision(verdict, condition, "", null), TimeSpan.Zero);
}
