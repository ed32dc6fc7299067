namespace Microsoft.DotNet.Interactive;

/// <summary>A text that does not show itself, so that it does not end in a notebook's outputs.</summary>
public sealed class PasswordString
{
    private readonly string text;

    internal PasswordString(string text) => this.text = text;

    /// <summary>The text itself.</summary>
    public string GetClearTextPassword() => text;

    /// <summary>As many dots for every text.</summary>
    public override string ToString() => "••••••••";
}
