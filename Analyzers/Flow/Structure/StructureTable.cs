using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>Decides whether objects of a body have a structural property, and keeps what was found out about classes.</summary>
internal sealed class StructureTable
{
    private const int MaximalNesting = 6;

    private readonly ProgramAnalysis _program;
    private readonly StructuralProperty _property;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    public StructureTable(ProgramAnalysis program, StructuralProperty property)
    {
        _program = program;
        _property = property;
    }

    /// <summary>All objects that a value may refer to, in one state, have the property for certain.</summary>
    public bool Holds(Value module, ITypeSymbol? staticType, BodyContext body, FlowState state) =>
        module.MayBeOther || module.References.IsEmpty
            ? Proof().OfType(staticType)
            : module.References.All(reference => reference.Target is not { } target || HoldsOf(target, body, state, 0));

    private bool HoldsOf(AbstractObject target, BodyContext body, FlowState state, int nesting)
    {
        if (nesting > MaximalNesting)
            return false;
        if (target.Site is not null)
        {
            if (HoldsAsMade(target))
                return true;

            // A container whose making says too little: the elements that it has here.
            if (target is { Inner: null, Site: IInvocationOperation call } && _program.Apis.Is(call.TargetMethod, DescriptionKind.Container) || _program.Apis.IsContainer(target.Type))
            {
                return !IsAddedTo(target) && state.Slots[body.Interner.Member(target, null).Id] is { MayBeOther: false, References.IsEmpty: false } elements
                    && elements.References.All(reference => reference.Target is not { } element || HoldsOf(element, body, state, nesting + 1));
            }
        }

        // What a member holds says more than its declared type.
        if (target is { Site: null, Symbol: IFieldSymbol or IPropertySymbol } && Proof().OfVariable(target.Symbol))
            return true;
        return target.IsExact ? Proof().OfExactly(target.Type) : Proof().OfType(target.Type);
    }

    /// <summary>By the expression that made the object, with the arguments of the calls that lead to it, and what was added to it on the way.</summary>
    private bool HoldsAsMade(AbstractObject target)
    {
        Arguments? context = null;
        for (var made = target; made.Site is { Syntax: var syntax }; made = made.Inner)
        {
            var operation = _program.ModelOf(syntax.SyntaxTree).GetOperation(syntax);
            if (operation is null || !AddedTo(made).All(added => Proof().OfExpression(added, context)))
                return false;
            if (made.Inner is null)
                return Proof().OfExpression(operation, context);
            context = Arguments.Of(operation, context);
        }

        return false;
    }

    private bool IsAddedTo(AbstractObject? made)
    {
        for (; made is not null; made = made.Inner)
        {
            if (!AddedTo(made).IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>What is added later to a container by way of the variable that takes it.</summary>
    private ImmutableArray<IOperation> AddedTo(AbstractObject made)
    {
        var syntax = made.Site!.Syntax;
        var model = _program.ModelOf(syntax.SyntaxTree);
        var taker = syntax.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => model.GetDeclaredSymbol(declarator),
            AssignmentExpressionSyntax assignment when assignment.Right == syntax => model.GetSymbolInfo(assignment.Left).Symbol,
            _ => null,
        };
        return taker is not null && _program.Apis.IsContainer(Transfer.TypeFacts.TypeOf(taker)) && _program.Contents.Of(taker) is { } contents
            ? contents.Added : ImmutableArray<IOperation>.Empty;
    }

    private StructureProof Proof() => new(_program, _property, _types);
}
