using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;

namespace ModeLint.Analyzers.Rules;

/// <summary>
/// Whether a module may be trained after an evaluation: then the fix puts the mode back that it found. Answered from the text that can
/// still run and from the symbols in it, and only where something is reported.
/// </summary>
internal static class TrainingAhead
{
    /// <param name="evaluations">The forwards that are reported.</param>
    /// <param name="others">Other forwards of the same objects, in the mode that they have.</param>
    /// <param name="facts">All facts of the body.</param>
    /// <param name="program">The program.</param>
    /// <param name="cancellation">Cancels.</param>
    public static bool MayFollow(IReadOnlyList<ForwardFact> evaluations, IReadOnlyList<ForwardFact> others, IReadOnlyList<ForwardFact> facts, ProgramAnalysis program, CancellationToken cancellation)
    {
        // The caller's, a field, a captured variable: others go on with it.
        if (evaluations.Any(fact => fact.Made.IsEmpty))
            return true;
        var first = evaluations[0].Call;
        var body = BodyOf(first);
        var nodes = (body is CompilationUnitSyntax unit ? unit.Members.OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()) : body.DescendantNodes()).ToArray();
        if (nodes.Any(node => node is GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 }))
            return true;
        var objects = new HashSet<object>(evaluations.SelectMany(fact => fact.Made));
        var made = evaluations.SelectMany(fact => fact.Made).Select(subject => subject.Site?.Syntax).ToArray();
        var loop = first.Ancestors().TakeWhile(node => node != body).LastOrDefault(node => IsLoop(node) && !made.Any(site => site is not null && node.Span.Contains(site.Span)));
        bool IsAhead(SyntaxNode node) => node.SpanStart > first.Span.End || loop?.Span.Contains(node.Span) == true;

        if (others.Any(fact => IsAhead(fact.Call)))
            return true;
        var names = new HashSet<string>(facts.Where(fact => fact.Objects.Any(objects.Contains)).Select(fact => Root(fact.Name)));
        var mentions = nodes.OfType<IdentifierNameSyntax>()
            .Where(name => names.Contains(name.Identifier.ValueText) && !(name.Parent is AssignmentExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.EqualsToken } assignment && assignment.Left == name)).ToArray();
        var model = program.ModelOf(first.SyntaxTree);
        bool IsPassing(SyntaxNode name) => name.Parent?.Parent?.Parent is InvocationExpressionSyntax call
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: false } or IMethodSymbol { MethodKind: MethodKind.LocalFunction };
        bool IsLibrary(SyntaxNode call) => model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { MethodKind: MethodKind.DelegateInvoke } and { } member && program.Apis.IsKnownLibrary(member.ContainingAssembly);

        // Nobody who could train it was ever given it: only what hands it out remains.
        if (evaluations.All(fact => !fact.MayBeTrained))
            return mentions.Any(name => IsAhead(name) && !IsReceiver(name) && name.Parent is not ArgumentSyntax);
        var given = mentions.Where(name => BodyOf(name) != body || !(name.Parent is MemberAccessExpressionSyntax access && IsReceiver(name) && IsLibrary(access))).ToArray();
        if (given.Any(name => IsAhead(name) && !evaluations.Any(fact => fact.Call.Span.Contains(name.Span))))
            return true;

        // Who was given it before may have kept it, and may be asked to train it.
        return given.Any(name => BodyOf(name) != body || name.Parent is not ArgumentSyntax || !IsPassing(name))
            && nodes.Any(node => node is InvocationExpressionSyntax && IsAhead(node) && !IsLibrary(node) && !evaluations.Any(fact => fact.Call == node));
    }

    private static bool IsReceiver(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        ConditionalAccessExpressionSyntax access => access.Expression == name,
        _ => false,
    };

    private static bool IsLoop(SyntaxNode node) => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static string Root(string name)
    {
        var end = name.IndexOfAny(new[] { '.', '[', '(', '!', '?' });
        return end < 0 ? name : name.Substring(0, end);
    }

    private static SyntaxNode BodyOf(SyntaxNode node) => node.Ancestors().First(ancestor =>
        ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax || ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax);
}
