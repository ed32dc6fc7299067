namespace Ipc.Children.CSource;

/// <summary>An expression of C.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Rank">How loosely it holds together within another.</param>
/// <param name="IsHasty">Whether it must be used by the very next statement: it is a call, or reads what may change.</param>
/// <param name="IsEvents">Whether it is what poll found: the program has it in the upper bits of a number, C in a member of its own.</param>
/// <param name="IsPointer">Whether it is a pointer in C: the program reckons with addresses as with other numbers.</param>
internal readonly record struct Term(string Text, Rank Rank = Rank.Atom, bool IsHasty = false, bool IsEvents = false, bool IsPointer = false)
{
    /// <summary>Two expressions joined, with the parentheses that C needs and readers expect.</summary>
    internal static Term Join(Term left, string sign, Term right)
    {
        var rank = sign is "+" or "-" ? Rank.Sum : Rank.Comparison;
        return new Term($"{left.Within(left.Rank > rank || left.Rank == Rank.Comparison)} {sign} {right.Within(right.Rank >= rank)}", rank, left.IsHasty || right.IsHasty);
    }

    /// <summary>An expression with the other sign.</summary>
    internal Term Negated() => new($"-{Within(Rank != Rank.Atom)}", Rank.Sum, IsHasty);

    /// <summary>The same as a number.</summary>
    internal Term Number() => IsPointer ? new($"(long){Within(Rank != Rank.Atom)}", IsHasty: IsHasty) : this;

    /// <summary>What an operand is in C. A value that a function has not, because it is its maker's, is 0, as the interpreter has it.</summary>
    internal static Term Of(Operand operand, IReadOnlyDictionary<int, Term> values) =>
        operand.Value is { } value ? values.GetValueOrDefault(value.Register, new Term("0")) : new Term(CText.Number(operand.Constant));

    private string Within(bool needsParentheses) => needsParentheses ? $"({Text})" : Text;
}
