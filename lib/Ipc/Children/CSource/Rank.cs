namespace Ipc.Children.CSource;

/// <summary>How loosely an expression of C holds together: those further down need parentheses within those above.</summary>
internal enum Rank
{
    Atom,
    Sum,
    Comparison,
    Assignment,
}
