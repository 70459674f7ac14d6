using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow;

/// <summary>What the text of a body says about how its calls must be read.</summary>
[Flags]
internal enum BodyTraits : byte
{
    None = 0,
    Yields = 1,
    MentionsGuard = 2,

    /// <summary>Assigns a field or property of its class that holds a module.</summary>
    WritesModule = 4,

    /// <summary>Its last statement throws, or calls a method of its class whose last statement does.</summary>
    EndsInThrow = 8,
}

/// <summary>Answers from syntax, and from symbols where a name alone would not do: cheap enough to be asked of every callee.</summary>
internal sealed class BodyTraitTable
{
    private const int MaximalHops = 4;

    private readonly ProgramAnalysis _program;
    private readonly HashSet<string> _guardNames;
    private readonly ConcurrentDictionary<ISymbol, BodyTraits> _traits = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _guardingTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ITypeSymbol?> _initialTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, object?> _constants = new(SymbolEqualityComparer.Default);

    public BodyTraitTable(ProgramAnalysis program, HashSet<string> guardNames)
    {
        _program = program;
        _guardNames = guardNames;
    }

    public BodyTraits Of(IMethodSymbol method) => _traits.GetOrAdd(method, symbol => Compute((IMethodSymbol)symbol));

    public bool InitializersOpenGuards(ITypeSymbol? type) =>
        type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named && _guardingTypes.GetOrAdd(named.OriginalDefinition, symbol =>
            symbol.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().ChildNodes())
                .SelectMany(member => member switch
                {
                    FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer),
                    PropertyDeclarationSyntax property => new[] { property.Initializer },
                    _ => Array.Empty<EqualsValueClauseSyntax?>(),
                })
                .Any(initializer => initializer is not null && MentionsGuard(initializer)));

    /// <summary>An initializer, or a constructor outside of any <c>using</c>, opens a guard.</summary>
    public bool HoldsGuard(INamedTypeSymbol? type) =>
        type is { DeclaringSyntaxReferences.IsEmpty: false } && (InitializersOpenGuards(type) || type.OriginalDefinition.InstanceConstructors
            .SelectMany(constructor => constructor.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax()).OfType<ConstructorDeclarationSyntax>()
            .Any(constructor => constructor.DescendantNodes(node => node is not UsingStatementSyntax and not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
                .OfType<SimpleNameSyntax>().Any(name => _guardNames.Contains(name.Identifier.ValueText))));

    public ITypeSymbol? InitialTypeOf(ISymbol member) => _initialTypes.GetOrAdd(member.OriginalDefinition, FindInitialType);

    private BodyTraits Compute(IMethodSymbol method)
    {
        if (BodyGraph.NodeOf(method) is not { } node)
            return BodyTraits.None;
        var traits = EndsInThrow(method, 0) ? BodyTraits.EndsInThrow : BodyTraits.None;
        foreach (var inner in node.DescendantNodes(child => child == node || child is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            traits |= inner switch
            {
                YieldStatementSyntax => BodyTraits.Yields,
                AssignmentExpressionSyntax { Left: var left } when WritesModule(left, method.ContainingType) => BodyTraits.WritesModule,
                SimpleNameSyntax name when _guardNames.Contains(name.Identifier.ValueText) => BodyTraits.MentionsGuard,
                _ => BodyTraits.None,
            };
        }

        return traits;
    }

    private bool MentionsGuard(SyntaxNode node) => node.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => _guardNames.Contains(name.Identifier.ValueText));

    private bool WritesModule(ExpressionSyntax target, INamedTypeSymbol? type)
    {
        var name = (target as SimpleNameSyntax ?? (target as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText;
        for (; name is not null && type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (_program.Apis.IsModule((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type))
                    return true;
            }
        }

        return false;
    }

    private static bool EndsInThrow(IMethodSymbol method, int hops)
    {
        if (hops > MaximalHops || BodyGraph.NodeOf(method) is not { } node)
            return false;
        var (arrow, block) = node switch
        {
            BaseMethodDeclarationSyntax declared => (declared.ExpressionBody, declared.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody, local.Body),
            AccessorDeclarationSyntax accessor => (accessor.ExpressionBody, accessor.Body),
            ArrowExpressionClauseSyntax property => (property, null),
            _ => ((ArrowExpressionClauseSyntax?)null, (BlockSyntax?)null),
        };
        var last = arrow?.Expression ?? (SyntaxNode?)block?.Statements.LastOrDefault();
        return (last as ExpressionStatementSyntax)?.Expression is InvocationExpressionSyntax or null && last switch
        {
            ThrowStatementSyntax or ThrowExpressionSyntax => true,
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => Leads(call),
            InvocationExpressionSyntax call => Leads(call),
            _ => false,
        };

        bool Leads(InvocationExpressionSyntax call) =>
            call.Expression is IdentifierNameSyntax name && method.ContainingType is { } type
            && type.GetMembers(name.Identifier.ValueText).OfType<IMethodSymbol>().Any(callee => !SymbolEqualityComparer.Default.Equals(callee, method) && EndsInThrow(callee, hops + 1));
    }

    public object? ConstantOf(ISymbol member) => _constants.GetOrAdd(member.OriginalDefinition, symbol =>
    {
        if (IsSetByConstructor(symbol))
            return null;
        return InitializerOf(symbol) is { } initializer
            ? _program.ModelOf(initializer.SyntaxTree).GetConstantValue(initializer.Value) is { HasValue: true, Value: { } value } ? value : null
            : !symbol.DeclaringSyntaxReferences.IsEmpty && Transfer.TypeFacts.TypeOf(symbol)?.SpecialType == SpecialType.System_Boolean ? false : null;
    });

    private ITypeSymbol? FindInitialType(ISymbol member)
    {
        if (member.IsStatic || IsSetByConstructor(member) || InitializerOf(member) is not { } initializer)
            return null;
        return _program.ModelOf(initializer.SyntaxTree).GetOperation(initializer.Value) switch
        {
            IObjectCreationOperation { Type: { } type } => type,
            IInvocationOperation { TargetMethod: { IsStatic: true } factory, Type: { } type } when _program.Apis.IsModule(type) && _program.Apis.IsKnownLibrary(factory.ContainingAssembly)
                && !_program.Apis.Is(factory, DescriptionKind.Creates) => type,
            _ => null,
        };
    }

    private static EqualsValueClauseSyntax? InitializerOf(ISymbol member)
    {
        var declaration = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return (declaration as VariableDeclaratorSyntax)?.Initializer ?? (declaration as PropertyDeclarationSyntax)?.Initializer;
    }

    private static bool IsSetByConstructor(ISymbol member)
    {
        return member.ContainingType.Constructors.Any(Assigns);

        bool Assigns(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax body
            && body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
                (assignment.Left as IdentifierNameSyntax ?? (assignment.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == member.Name));
    }
}
