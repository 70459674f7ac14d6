using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>
/// Puts wraps into a document as changes of its text, so that comments, directives and the user's own layout stay as they are.
/// Only where a place shares its line with other code the formatter is asked.
/// </summary>
internal sealed class Edits
{
    private readonly Document _document;
    private readonly SemanticModel _model;
    private readonly SourceText _text;
    private readonly SyntaxNode _root;
    private readonly Layout _layout;
    private readonly IReadOnlyList<Wrap> _wraps;
    private readonly SortedDictionary<int, StringBuilder> _insertions = new();
    private readonly List<TextChange> _replacements = new();
    private readonly Dictionary<int, int> _shifts = new();
    private readonly List<TextSpan> _unclean = new();

    private Edits(Document document, SemanticModel model, SourceText text, IReadOnlyList<Wrap> wraps)
    {
        _document = document;
        _model = model;
        _text = text;
        _root = model.SyntaxTree.GetRoot();
        _layout = new Layout(_root, text, document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree));
        _wraps = wraps;
    }

    /// <param name="document">The document.</param>
    /// <param name="model">Its semantic model.</param>
    /// <param name="wraps">At the same place, the outer one first.</param>
    /// <param name="cancellation">Cancels.</param>
    public static async Task<Document> ApplyAsync(Document document, SemanticModel model, IEnumerable<Wrap> wraps, CancellationToken cancellation)
    {
        var ordered = wraps.OrderBy(wrap => wrap.Place.Span.Start).ThenByDescending(wrap => wrap.Place.Span.End).ToArray();
        return await new Edits(document, model, await document.GetTextAsync(cancellation).ConfigureAwait(false), ordered).ApplyAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<Document> ApplyAsync(CancellationToken cancellation)
    {
        foreach (var group in _wraps.GroupBy(wrap => wrap.Place.Span))
            Write(group.ToArray());
        foreach (var (line, steps) in _shifts.Select(shift => (_text.Lines[shift.Key], shift.Value)))
            _replacements.Add(new TextChange(new TextSpan(line.Start, 0), string.Concat(Enumerable.Repeat(_layout.Unit, steps))));

        // At one position what is inserted comes before what is replaced, and a step of indentation before both.
        var changes = _replacements.Where(change => change.Span.IsEmpty).Concat(_insertions.Select(insertion => new TextChange(new TextSpan(insertion.Key, 0), insertion.Value.ToString())))
            .Concat(_replacements.Where(change => !change.Span.IsEmpty)).OrderBy(change => change.Span.Start).ToArray();
        var document = _document.WithText(_text.WithChanges(changes));
        if (_unclean.Count == 0)
            return document;
        var spans = _unclean.Select(span => TextSpan.FromBounds(Moved(span.Start, changes), Moved(span.End, changes)));
        var options = _layout.Apply(await document.GetOptionsAsync(cancellation).ConfigureAwait(false));
        var formatted = await Formatter.FormatAsync(document, spans, options, cancellation).ConfigureAwait(false);
        return document.WithText(await formatted.GetTextAsync(cancellation).ConfigureAwait(false));
    }

    private void Write(Wrap[] wraps)
    {
        var place = wraps[0].Place;
        var depth = _wraps.Where(other => other.Block is not null && other.Place.Span != place.Span && place.IsWithin(other.Place)).Count();
        var outer = string.Concat(Enumerable.Repeat(_layout.Unit, depth));
        var newLine = _layout.NewLine;
        string indentation, head = "", tail = "";
        var start = place.Span.Start;
        var end = place.Span.End;
        var steps = 0;
        if (place.IsExpressionBody)
        {
            (indentation, head, tail, end) = OpenBody(place, outer);
        }
        else if (_layout.BeginsLine(start))
        {
            indentation = outer + _layout.Indentation(start);
            if (place.IsEmbedded && wraps.Any(wrap => wrap.IsSeveral))
            {
                tail = Brace(place, outer);
                if (IsFlush(place))
                {
                    // Stacked under another 'using': inside braces it stands deeper.
                    indentation += _layout.Unit;
                    steps++;
                    ShiftLine(_layout.LineOf(start), 1);
                }
            }
            else if (place.IsEmbedded && place.First.Parent is UsingStatementSyntax)
                _unclean.Add(Lines(place));
            end = EndOf(place);
        }
        else
        {
            var braces = place.IsEmbedded && wraps.Any(wrap => wrap.IsSeveral);
            indentation = outer + _layout.Indentation(start) + _layout.Unit;
            head = (braces ? _layout.Open(outer + _layout.Indentation(start)) : "") + newLine + indentation;
            tail = braces ? newLine + outer + _layout.Indentation(start) + "}" : "";
            TrimBefore(start);
            _unclean.Add(Lines(place));
            end = EndOf(place);
        }

        var before = new StringBuilder(head);
        var after = new StringBuilder();
        var last = string.Concat(wraps.Where(wrap => wrap.Last is not null).Select(wrap => newLine + indentation + wrap.Last));
        var declared = new HashSet<string>();
        foreach (var wrap in wraps)
        {
            foreach (var line in wrap.Kept.Declarations.Where(declared.Add).Concat(wrap.Before))
                before.Append(line).Append(newLine).Append(indentation);
            if (wrap.After is not null && wrap.Block is null)
                after.Insert(0, newLine + indentation + wrap.After);
            if (wrap.Block is not null)
            {
                var closing = newLine + indentation + "}";
                if (wrap.InFinally)
                    closing += newLine + indentation + "finally" + _layout.Open(indentation) + newLine + indentation + _layout.Unit + wrap.After + closing;
                after.Insert(0, closing);
                before.Append(wrap.Block).Append(_layout.Open(indentation));
                indentation += _layout.Unit;
                before.Append(newLine).Append(indentation);
                steps++;
            }

            _replacements.AddRange(wrap.Kept.Changes.Where(change => !_replacements.Contains(change)));
        }

        if (place.IsExpressionBody)
        {
            before.Append(Returns.Value(place, _model) ? "return " : "");
            if (place.First.Parent is AnonymousFunctionExpressionSyntax)
                after.Insert(0, ";");
            steps += _layout.BeginsLine(start) ? 0 : 1;
        }

        Insert(start, before.ToString());
        Insert(end, after + last + tail, first: true);
        Shift(place, steps);
    }

    private TextSpan Lines(Place place) => TextSpan.FromBounds(_text.Lines.GetLineFromPosition(place.Span.Start).Start, _text.Lines.GetLineFromPosition(place.Span.End).End);

    private bool IsFlush(Place place) => _layout.Indentation(place.Span.Start).Length <= _layout.Indentation(place.First.Parent!.SpanStart).Length;

    /// <summary>Braces around an embedded statement that stands on a line of its own; returns the closing one.</summary>
    private string Brace(Place place, string outer)
    {
        var previous = place.First.GetFirstToken().GetPreviousToken();
        var indentation = outer + _layout.Indentation(place.First.Parent!.GetFirstToken().SpanStart);
        var line = _text.Lines.GetLineFromPosition(previous.Span.End);
        if (_layout.BracesOnSameLine)
            Insert(previous.Span.End, " {");
        else
            Insert(line.End, _layout.NewLine + indentation + "{");
        return _layout.NewLine + indentation + "}";
    }

    /// <summary>Makes the expression of an expression body the only statement of a block.</summary>
    private (string Indentation, string Head, string Tail, int End) OpenBody(Place place, string outer)
    {
        var arrow = place.First.Parent!;
        var owner = arrow is AnonymousFunctionExpressionSyntax ? arrow : arrow.Parent!;
        var indentation = outer + _layout.Indentation(owner.GetFirstToken().SpanStart);
        var previous = arrow is LambdaExpressionSyntax lambda ? lambda.ArrowToken : arrow.GetFirstToken().GetPreviousToken();
        _replacements.Add(new TextChange(TextSpan.FromBounds(previous.Span.End, place.Span.Start), ""));
        var head = _layout.Open(indentation);
        var tail = _layout.NewLine + indentation + "}";
        if (owner is PropertyDeclarationSyntax or IndexerDeclarationSyntax)
        {
            indentation += _layout.Unit;
            head += _layout.NewLine + indentation + "get" + _layout.Open(indentation);
            tail = _layout.NewLine + indentation + "}" + tail;
        }

        if (owner is AccessorDeclarationSyntax && !_layout.BeginsLine(owner.SpanStart))
            _unclean.Add(TextSpan.FromBounds(_text.Lines.GetLineFromPosition(owner.Parent!.Parent!.SpanStart).Start, _text.Lines.GetLineFromPosition(owner.Parent.Parent.Span.End).End));
        indentation += _layout.Unit;
        head += _layout.NewLine + indentation;
        var semicolon = place.First.GetLastToken().GetNextToken();
        return (indentation, head, tail, arrow is ArrowExpressionClauseSyntax && semicolon.IsKind(SyntaxKind.SemicolonToken) ? semicolon.Span.End : place.Span.End);
    }

    /// <summary>Behind the last statement and its comment; if other code follows on the line, that gets a line of its own.</summary>
    private int EndOf(Place place)
    {
        var end = place.Span.End;
        var line = _text.Lines.GetLineFromPosition(end);
        if (place.Last.GetTrailingTrivia().FullSpan is { IsEmpty: false } trivia && trivia.End > line.End || line.End == _text.Length && place.Last.FullSpan.End == _text.Length)
            return line.Start + line.ToString().TrimEnd().Length;
        var next = place.Last.GetLastToken().GetNextToken(includeZeroWidth: true);
        if (next.SpanStart <= line.End && !next.IsKind(SyntaxKind.EndOfFileToken))
        {
            TrimBefore(next.SpanStart);
            Insert(next.SpanStart, _layout.NewLine + _layout.Indentation(end));
            _unclean.Add(Lines(place));
        }

        return end;
    }

    private void TrimBefore(int position)
    {
        var start = position;
        while (start > 0 && _text[start - 1] is ' ' or '\t')
            start--;
        if (start < position && !_replacements.Any(change => change.Span.End == position))
            _replacements.Add(new TextChange(TextSpan.FromBounds(start, position), ""));
    }

    private void Insert(int position, string text, bool first = false)
    {
        if (text.Length == 0)
            return;
        if (!_insertions.TryGetValue(position, out var builder))
            _insertions.Add(position, builder = new StringBuilder());
        if (first)
            builder.Insert(0, text);
        else
            builder.Append(text);
    }

    /// <summary>Indents the lines behind the first one; what a string literal holds, and directives at the margin, stay where they are.</summary>
    private void Shift(Place place, int steps)
    {
        for (var i = _layout.LineOf(place.Span.Start) + 1; steps > 0 && i <= _layout.LineOf(place.Span.End); i++)
        {
            var line = _text.Lines[i];
            if (line.ToString() is not { } content || string.IsNullOrWhiteSpace(content) || content[0] == '#' || _replacements.Any(change => change.Span.Contains(line.Span) || change.Span.Start < line.Start && line.Start < change.Span.End))
                continue;
            var token = _root.FindToken(line.Start);
            if (token.SpanStart < line.Start && line.Start < token.Span.End || IsInterpolatedText(token, line.Start))
                continue;
            ShiftLine(i, steps);
        }
    }

    private void ShiftLine(int line, int steps) => _shifts[line] = (_shifts.TryGetValue(line, out var known) ? known : 0) + steps;

    private static bool IsInterpolatedText(SyntaxToken token, int position) =>
        token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is { } text && text.SpanStart < position && position <= text.StringEndToken.SpanStart
        && token.Parent.FirstAncestorOrSelf<InterpolationSyntax>() is null;

    private static int Moved(int position, IEnumerable<TextChange> changes) =>
        position + changes.Where(change => change.Span.End <= position).Sum(change => change.NewText!.Length - change.Span.Length);
}
