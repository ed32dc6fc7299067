using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>A formula in LaTeX, without the dollar signs around it: <c>(MathString)@"\frac{1}{2}"</c>.</summary>
[TypeFormatterSource(typeof(Source), PreferredMimeTypes = [LatexType, PlainTextFormatter.MimeType])]
public sealed class MathString
{
    private const string LatexType = "text/latex";
    private readonly string formula;

    /// <param name="formula">The formula.</param>
    public MathString(string formula) => this.formula = formula;

    /// <summary>A text as a formula.</summary>
    public static implicit operator MathString(string formula) => new(formula);

    /// <summary>The formula between dollar signs, as <c>text/latex</c> wants it.</summary>
    public override string ToString() => $"$${formula}$$";

    private sealed class Source : ITypeFormatterSource
    {
        public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [
            new Latex(), new PlainTextFormatter<MathString>(math => math.ToString()),
        ];
    }

    private sealed class Latex : TypeFormatter<MathString>
    {
        public override string MimeType => LatexType;

        public override bool Format(MathString value, FormatContext context)
        {
            context.Writer.Write(value.ToString());
            return true;
        }
    }
}
