using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers.CodeFixes.Editing;

namespace ModeLint.Analyzers.CodeFixes.Arguments;

/// <summary>MODE301: hands over the mode, as the phase says, or the mode parameter of the method itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TrainingArgumentMissingFix))]
public sealed class TrainingArgumentMissingFix : ModeLintFix
{
    /// <summary>Key of the action that says what the phase says.</summary>
    public const string Key = "ModeLint.PassMode";

    /// <summary>Key of the action for training where the phase is unknown; never part of Fix All.</summary>
    public const string TrainingKey = "ModeLint.PassTraining";

    /// <summary>Key of the action for evaluation where the phase is unknown; never part of Fix All.</summary>
    public const string EvaluationKey = "ModeLint.PassEvaluation";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.TrainingArgumentMissing);

    private protected override IEnumerable<(string Title, string Key, Func<CancellationToken, Task<Document>> Edit)> Actions(Document document, SemanticModel model, Report report)
    {
        foreach (var (value, key) in report.Training is { } known ? new[] { (known, Key) } : new[] { ("true", TrainingKey), ("false", EvaluationKey) })
        {
            if (Change(model, report, value) is { } change)
                yield return ($"Pass '{report.Parameter}: {value}'", key, cancellation => ApplyAsync(document, new[] { change }, cancellation));
        }
    }

    private protected override Func<CancellationToken, Task<Document>>? Plan(Document document, SemanticModel model, IReadOnlyList<Report> reports)
    {
        var changes = reports.Where(report => report.Training is not null).Select(report => Change(model, report, report.Training!)).Where(change => change is not null).Select(change => change!.Value)
            .Distinct().OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End).ToArray();
        return changes.Length == 0 ? null : cancellation => ApplyAsync(document, changes, cancellation);
    }

    private static async Task<Document> ApplyAsync(Document document, IEnumerable<TextChange> changes, CancellationToken cancellation) =>
        document.WithText((await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(changes));

    private static TextChange? Change(SemanticModel model, Report report, string value)
    {
        if (report.Parameter is not { } parameter || !SyntaxFacts.IsValidIdentifier(parameter) || model.GetSymbolInfo(report.Call).Symbol is not IMethodSymbol method
            || method.Parameters.FirstOrDefault(candidate => candidate.Name == parameter) is not { } target || !IsFlag(model, report.Call.SpanStart, value))
            return null;
        var list = report.Call.ArgumentList;
        var name = SyntaxFacts.GetKeywordKind(parameter) == SyntaxKind.None ? parameter : $"@{parameter}";
        var argument = list.Arguments.Select((candidate, i) => candidate.NameColon is { } colon ? colon.Name.Identifier.ValueText == parameter ? candidate : null : i == target.Ordinal ? candidate : null)
            .FirstOrDefault(candidate => candidate is not null);
        TextChange change;
        ExpressionSyntax call;
        if (argument is null)
        {
            change = new TextChange(new TextSpan(list.Arguments.Count == 0 ? list.OpenParenToken.Span.End : list.Arguments.Last().Span.End, 0), $"{(list.Arguments.Count == 0 ? "" : ", ")}{name}: {value}");
            call = report.Call.AddArgumentListArguments(SyntaxFactory.Argument(SyntaxFactory.NameColon(name), default, SyntaxFactory.ParseExpression(value)));
        }
        else if (model.GetConstantValue(argument.Expression) is { HasValue: true, Value: null } || argument.Expression is DefaultExpressionSyntax || argument.Expression.IsKind(SyntaxKind.DefaultLiteralExpression) || argument.Expression is CastExpressionSyntax)
        {
            // Named in the last position only: in front of others C# 7.1 does not allow it.
            var isNamed = argument.NameColon is null && argument == list.Arguments.Last();
            change = new TextChange(argument.Expression.Span, isNamed ? $"{name}: {value}" : value);
            call = report.Call.ReplaceNode(argument.Expression, SyntaxFactory.ParseExpression(value));
        }
        else
        {
            return null;
        }

        // Another overload must not take over.
        return report.Call.Expression is MemberBindingExpressionSyntax || SymbolEqualityComparer.Default.Equals(Names.Bind(model, report.Call.SpanStart, call), method) ? change : null;
    }

    /// <summary>A constant, or a parameter or the like that holds a flag, perhaps negated.</summary>
    private static bool IsFlag(SemanticModel model, int position, string value) => value is "true" or "false"
        || SyntaxFactory.ParseExpression(value) is { ContainsDiagnostics: false } expression
        && (expression is PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.ExclamationToken } negation ? negation.Operand : expression) is IdentifierNameSyntax name
        && Names.Bind(model, position, name) is { } symbol
        && (symbol switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        }) is { } type && (type.SpecialType == SpecialType.System_Boolean || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].SpecialType == SpecialType.System_Boolean);
}
