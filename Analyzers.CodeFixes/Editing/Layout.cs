using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>How a file is laid out: what it shows itself comes first, then its options.</summary>
internal sealed class Layout
{
    private readonly SourceText _text;
    private readonly bool _bracesOnSameLine;

    public Layout(SyntaxNode root, SourceText text, AnalyzerConfigOptions options)
    {
        _text = text;
        var line = text.Lines[0];
        NewLine = line.EndIncludingLineBreak > line.End ? text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : "\n";
        Unit = UnitOf(root) ?? (options.TryGetValue("indent_style", out var style) && style == "tab" ? "\t"
            : new string(' ', options.TryGetValue("indent_size", out var size) && int.TryParse(size, out var count) && count is > 0 and < 20 ? count : 4));
        _bracesOnSameLine = options.TryGetValue("csharp_new_line_before_open_brace", out var braces) ? braces.Trim() is not "all" && !braces.Contains("control_blocks")
            : root.DescendantNodes().OfType<BlockSyntax>().FirstOrDefault(block => block.Parent is StatementSyntax and not (BlockSyntax or LocalFunctionStatementSyntax) && LineOf(block.SpanStart) != LineOf(block.Span.End)) is { } first
                && LineOf(first.OpenBraceToken.GetPreviousToken().Span.End) == LineOf(first.SpanStart);
    }

    public string NewLine { get; }

    /// <summary>One step of indentation.</summary>
    public string Unit { get; }

    /// <summary>An open brace behind something at this indentation.</summary>
    public string Open(string indentation) => _bracesOnSameLine ? " {" : NewLine + indentation + "{";

    public bool BracesOnSameLine => _bracesOnSameLine;

    /// <summary>The white space that the line of a position begins with.</summary>
    public string Indentation(int position)
    {
        var line = _text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    public int LineOf(int position) => _text.Lines.GetLineFromPosition(position).LineNumber;

    /// <summary>Nothing but white space stands between the start of the line and the position.</summary>
    public bool BeginsLine(int position) => string.IsNullOrWhiteSpace(_text.ToString(TextSpan.FromBounds(_text.Lines.GetLineFromPosition(position).Start, position)));

    /// <summary>What the formatter needs to know where the file's own layout differs from the options.</summary>
    public OptionSet Apply(OptionSet options) => options
        .WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewLine)
        .WithChangedOption(FormattingOptions.UseTabs, LanguageNames.CSharp, Unit[0] == '\t')
        .WithChangedOption(FormattingOptions.IndentationSize, LanguageNames.CSharp, Unit[0] == '\t' ? 4 : Unit.Length)
        .WithChangedOption(FormattingOptions.TabSize, LanguageNames.CSharp, 4);

    /// <summary>The step between a block or type and the first thing inside it.</summary>
    private string? UnitOf(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            var (brace, first) = node switch
            {
                BlockSyntax { Statements.Count: > 0 } block => (block.CloseBraceToken, (SyntaxNode)block.Statements[0]),
                TypeDeclarationSyntax { Members.Count: > 0 } type => (type.CloseBraceToken, type.Members[0]),
                _ => default,
            };
            if (first is null || brace.IsMissing || !BeginsLine(first.SpanStart) || !BeginsLine(brace.SpanStart))
                continue;
            var (outer, inner) = (Indentation(brace.SpanStart), Indentation(first.SpanStart));
            if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                return inner.Substring(outer.Length);
        }

        return null;
    }
}
