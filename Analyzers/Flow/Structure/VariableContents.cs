using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>What is assigned to a variable, and what is put into the collection or container that it holds.</summary>
internal sealed class Contents
{
    public Contents(ImmutableArray<IOperation> assigned, ImmutableArray<IOperation> added)
    {
        Assigned = assigned;
        Added = added;
    }

    public ImmutableArray<IOperation> Assigned { get; }

    public ImmutableArray<IOperation> Added { get; }

    public bool IsAll(Func<IOperation, bool> isProven) => Assigned.All(isProven) && Added.All(isProven);
}

/// <summary>Finds every expression that a variable gets, as long as no other code can give it one.</summary>
internal sealed class VariableContents
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ISymbol, Contents?> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>?> _passed = new(SymbolEqualityComparer.Default);

    public VariableContents(ProgramAnalysis program) => _program = program;

    /// <summary>Without what a caller passes for a parameter; null if other code may change the variable, or what it holds.</summary>
    public Contents? Of(ISymbol variable) => _known.GetOrAdd(variable.OriginalDefinition, Find);

    /// <summary>What is passed for the parameter of a method that only its own class calls; null if others may call it.</summary>
    public ImmutableArray<IOperation>? PassedTo(IParameterSymbol parameter) => _passed.GetOrAdd(parameter.OriginalDefinition, symbol => FindPassed((IParameterSymbol)symbol));

    private ImmutableArray<IOperation>? FindPassed(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.Ordinary, ContainingType: { } type } method
            || method.MethodKind == MethodKind.Ordinary && (method.DeclaredAccessibility != Accessibility.Private || method.IsPartialDefinition || !method.ExplicitInterfaceImplementations.IsEmpty))
            return null;
        var found = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var scope in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()))
        {
            var model = _program.ModelOf(scope.SyntaxTree);
            foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == method.Name && IsReference(name, method, model)))
            {
                ExpressionSyntax called = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
                if (called.Parent is not InvocationExpressionSyntax call || model.GetOperation(call) is not IInvocationOperation { Arguments: var arguments }
                    || arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == parameter.Ordinal) is not { } argument)
                    return null;
                found.Add(argument.Value);
            }
        }

        return found.ToImmutable();
    }

    private Contents? Find(ISymbol variable)
    {
        if (!IsClosed(variable))
            return null;
        var found = (Assigned: ImmutableArray.CreateBuilder<IOperation>(), Added: ImmutableArray.CreateBuilder<IOperation>());
        foreach (var scope in ScopesOf(variable))
        {
            var model = _program.ModelOf(scope.SyntaxTree);
            foreach (var node in scope.DescendantNodes())
            {
                var isKnown = node switch
                {
                    IdentifierNameSyntax name when name.Identifier.ValueText == variable.Name && IsReference(name, variable, model) => AddUse(name, variable, model, found.Assigned, found.Added),
                    _ when Initializer(node, variable) is { } initializer => Add(initializer, model, found.Assigned),
                    _ => true,
                };
                if (!isKnown)
                    return null;
            }
        }

        return new Contents(found.Assigned.ToImmutable(), found.Added.ToImmutable());
    }

    /// <summary>Only the code of its scope can assign it.</summary>
    private static bool IsClosed(ISymbol variable) => variable switch
    {
        ILocalSymbol { IsRef: false } local => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax or ForEachStatementSyntax,
        IParameterSymbol parameter => parameter.RefKind == RefKind.None,
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol property => property.DeclaredAccessibility == Accessibility.Private || property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private },
        _ => false,
    };

    private static IEnumerable<SyntaxNode> ScopesOf(ISymbol variable)
    {
        if (variable is IFieldSymbol or IPropertySymbol)
            return variable.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax());
        return variable.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Select(declaration =>
            declaration.Ancestors().FirstOrDefault(node => node is CompilationUnitSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax) ?? declaration);
    }

    private static bool IsReference(SimpleNameSyntax name, ISymbol variable, SemanticModel model) =>
        model.GetSymbolInfo(name).Symbol is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, variable);

    private static ExpressionSyntax? Initializer(SyntaxNode node, ISymbol variable) =>
        variable.DeclaringSyntaxReferences.All(reference => reference.Span != node.Span || reference.SyntaxTree != node.SyntaxTree) ? null : node switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            ForEachStatementSyntax walk => walk.Expression,
            _ => null,
        };

    private static bool Add(ExpressionSyntax expression, SemanticModel model, ImmutableArray<IOperation>.Builder found)
    {
        while (expression is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            expression = expression is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)expression).Operand;
        if (model.GetOperation(expression) is not { } operation)
            return false;
        found.Add(operation);
        return true;
    }

    /// <summary>Adds what one use of the variable assigns or puts in; false if that cannot be told.</summary>
    private bool AddUse(IdentifierNameSyntax name, ISymbol variable, SemanticModel model, ImmutableArray<IOperation>.Builder assigned, ImmutableArray<IOperation>.Builder added)
    {
        ExpressionSyntax use = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : name;
        while (use.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            use = (ExpressionSyntax)use.Parent;
        switch (use.Parent)
        {
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression } assignment when assignment.Left == use:
                return Add(assignment.Right, model, assigned);
            case AssignmentExpressionSyntax assignment when assignment.Left == use:
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression }:
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }:
            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 and not (int)SyntaxKind.InKeyword }:
            case ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax or ForEachVariableStatementSyntax } }:
            case RefExpressionSyntax:
                return false;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } receiver when receiver.Expression == use && HoldsParts(variable):
                return AddArguments(call, model, added);
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element when assignment.Left == element && HoldsParts(variable):
                return Add(assignment.Right, model, added);
            case MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax or ForEachStatementSyntax or ForEachVariableStatementSyntax:
                return true;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } }:
                return !IsCollection(variable) || call is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }
                    || _program.Apis.IsKnownLibrary(model.GetSymbolInfo(call).Symbol?.ContainingAssembly);
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return !IsCollection(variable) || variable is ILocalSymbol;
            case { RawKind: (int)SyntaxKind.SpreadElement }:
                return true;
            default:
                return !IsCollection(variable);
        }
    }

    /// <summary>What a library's method of a collection or container gets may stay in it. Another method may put in what it likes.</summary>
    private bool AddArguments(InvocationExpressionSyntax call, SemanticModel model, ImmutableArray<IOperation>.Builder found)
    {
        if (model.GetOperation(call) is not IInvocationOperation { TargetMethod: var method, Arguments: var arguments } invocation || !_program.Apis.IsKnownLibrary(method.ContainingAssembly))
            return false;

        // Called as an extension, it has the collection among its arguments, and what it makes of that is another one.
        if (invocation.Instance is not null)
            found.AddRange(arguments.Where(argument => argument is { Parameter: { RefKind: RefKind.None, Type.TypeKind: not TypeKind.Delegate } }).Select(argument => argument.Value));
        return true;
    }

    private bool HoldsParts(ISymbol variable) => IsCollection(variable) || _program.Apis.IsContainer(Transfer.TypeFacts.TypeOf(variable));

    /// <summary>Something that is filled under any of its names, and not run itself.</summary>
    private bool IsCollection(ISymbol variable) => Transfer.TypeFacts.TypeOf(variable) is { SpecialType: not SpecialType.System_String } type && Transfer.TypeFacts.IsSequence(type);
}
