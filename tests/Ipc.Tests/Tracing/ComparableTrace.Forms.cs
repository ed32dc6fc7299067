using System.Text.RegularExpressions;

namespace Ipc.Tests.Tracing;

/// <summary>Where in a call's text that stands which differs from run to run.</summary>
internal sealed partial class ComparableTrace
{
    [GeneratedRegex(@"\)\s+= (?=[^=]*$)")]
    private static partial Regex Padding();

    [GeneratedRegex(@"(= (?:-1 E\w+|\? ERESTART\w+)) \([^()]*\)$")]
    private static partial Regex ErrnoText();

    [GeneratedRegex(@"\b[A-Z_]+ or ([A-Z_]+)\b")]
    private static partial Regex TwoNames();

    [GeneratedRegex(@"= \? ERESTART\w+$")]
    private static partial Regex Restarted();

    [GeneratedRegex(@"^(?:clone|clone3|fork|vfork)\(.*\) = (?<child>[1-9]\d*)$")]
    private static partial Regex Birth();

    /// <summary>A number of its own, or the pid in a structure; a size in a structure may happen to equal an id.</summary>
    [GeneratedRegex(@"(?<=[(\[ ]|pid=|thread_id=)\d{2,9}(?![\w.*])")]
    private static partial Regex Number();

    /// <summary>What /proc/self leads to, and paths below it.</summary>
    [GeneratedRegex(@"(?<=""|/proc/)\d{2,9}(?=[""/])")]
    private static partial Regex OwnName();

    [GeneratedRegex(@"= \d+$")]
    private static partial Regex Result();

    [GeneratedRegex(@"(?<![\w.-])\d+(?![\w.])")]
    private static partial Regex Digits();

    [GeneratedRegex("\".*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"tv_sec=\d+, tv_nsec=\d+")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"(ru_[us]time|si_[us]time)=(?:\{[^}]*\}|-?\d+(?: /\* [^*]* \*/)?)")]
    private static partial Regex Usage();

    [GeneratedRegex(@"((?:shm|msg|sem)_[acdorst]+time)=\d+")]
    private static partial Regex ObjectTime();

    /// <summary>The id of a System V object, as argument or as result.</summary>
    [GeneratedRegex(@"(?<=^(?:shm|msg|sem)[a-z]+\()\d+(?!\w)|(?<=^(?:shm|msg|sem)get\(.*\) = )\d+$")]
    private static partial Regex ObjectId();

    [GeneratedRegex(@"= <[^>]*>$")]
    private static partial Regex Child();

    [GeneratedRegex(@"(f_bfree|f_bavail|f_ffree|f_files)=\d+")]
    private static partial Regex Free();

    /// <summary>A port that the kernel chose.</summary>
    [GeneratedRegex(@"(?<=htons\()\d{4,5}(?=\))")]
    private static partial Regex Port();

    [GeneratedRegex(@"left \{[^}]*\}")]
    private static partial Regex Left();

    [GeneratedRegex(@"\{it_interval=\{[^}]*\}, it_value=\{[^}]*\}\}\)")]
    private static partial Regex OldTimer();

    [GeneratedRegex(@"^munmap\((?<address>0x[0-9a-f]+), (?<length>\d+)\) = 0$")]
    private static partial Regex Unmapping();

    /// <summary>Six digits: the heap of a program that is not position-independent lies that low.</summary>
    [GeneratedRegex("0x[0-9a-f]{6,}")]
    private static partial Regex Address();
}
