using System.Text;

namespace Ipc.Notebooks;

/// <summary>Names of the code as words of a sentence.</summary>
internal static class Words
{
    /// <summary>"BytesRead" as "bytes read", "PidOfChild" as "pid of child", "CPUTime" as "CPU time".</summary>
    public static string Of(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i])
                && (i == 0 || !char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && i > 0)
                words.Append(' ');
            var isAcronym = char.IsUpper(name[i])
                && ((i + 1 < name.Length && char.IsUpper(name[i + 1])) || (i > 0 && char.IsUpper(name[i - 1]) && !startsWord));
            words.Append(isAcronym ? name[i] : char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }
}
