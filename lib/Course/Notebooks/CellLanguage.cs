namespace Course.Notebooks;

/// <summary>What a code cell is written in: C#, the shell's language, or one that is shown and not run by the engine.</summary>
internal enum CellLanguage
{
    CSharp,
    Html,
    Markdown,
    Mermaid,
    JavaScript,
    Shell,
}
