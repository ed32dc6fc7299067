namespace Course.Assistance;

/// <summary>Places in a text: the protocol counts Unicode code points, C# counts UTF-16 code units.</summary>
internal static class Position
{
    /// <summary>The index of a code point in a text; its end where the text has fewer.</summary>
    internal static int InUtf16(string text, int codePoints)
    {
        var index = 0;
        for (; codePoints > 0 && index < text.Length; codePoints--)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>How many code points come before an index.</summary>
    internal static int InCodePoints(string text, int index)
    {
        var count = 0;
        for (var i = 0; i < index; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            count++;
        }

        return count;
    }
}
