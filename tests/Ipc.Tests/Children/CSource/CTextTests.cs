using Ipc.Children.CSource;

namespace Ipc.Tests.Children.CSource;

public class CTextTests
{
    [Theory]
    [InlineData(0xbf)]
    [InlineData(0xff)]
    public void Bytes_that_are_no_text_are_parted_anywhere(byte first)
    {
        byte[] bytes = [first, .. Enumerable.Repeat((byte)0xbf, 199)];
        Assert.Equal(200, CText.QuoteInLines(bytes).Split("\\").Length - 1);
    }

    [Fact]
    public void A_character_is_not_parted()
    {
        var lines = CText.QuoteInLines(System.Text.Encoding.UTF8.GetBytes(new string('a', 69) + "äöü" + new string('b', 70)));
        Assert.Contains("äöü", lines.Replace("\"\n\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\\3", lines, StringComparison.Ordinal);
    }
}
