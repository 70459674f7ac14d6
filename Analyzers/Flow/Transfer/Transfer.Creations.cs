using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Objects that the body makes (F1.1, F1.6).</summary>
internal sealed partial class Transfer
{
    private AbstractObject MakeResult(IOperation operation)
    {
        var made = _interner.Made(operation, 0, ObjectKind.Result, operation.Type);
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(CaseSet.Unknown, hasEscaped: true));
        return made;
    }

    /// <summary>The newest object of a site; what the site made before is one of the older ones now.</summary>
    private AbstractObject Make(IOperation site, ITypeSymbol? type, int number)
    {
        var newest = _interner.Made(site, number, ObjectKind.Created, type);
        if (_state.Objects[newest.Id] is not null)
        {
            var older = _interner.Made(site, number, ObjectKind.Older, type);
            older.Inner = newest.Inner;
            foreach (var part in _interner.PartsOf(newest).Where(candidate => candidate.Symbol is not null).ToArray())
                _state.Age(part, _interner.Part(older, part.Symbol!, part.Type!));
            _state.Age(newest, older);
        }

        foreach (var entry in _state.Slots.Entries)
        {
            if (_interner.Slot(entry.Key).Owner == newest)
                _state.Slots = _state.Slots.With(entry.Key, null);
        }

        return newest;
    }

    private Value VisitCreation(IObjectCreationOperation creation)
    {
        var arguments = VisitArguments(creation.Arguments);
        if (creation.Constructor is not { } constructor)
            return VisitUnfollowed(creation);
        if (Apis.FindType(creation.Type, DescriptionKind.Optimizer) is not null || (!Apis.IsModule(creation.Type) && arguments.Any(value => !value.ParametersOf.IsEmpty)))
        {
            foreach (var value in arguments)
                Lose(value);
            return MakeOptimizer(arguments.SelectMany(value => value.ParametersOf).Distinct().ToImmutableArray());
        }

        if (!TypeFacts.IsFollowed(creation.Type) || Apis.IsTensor(creation.Type))
            return Apis.IsKnownLibrary(constructor.ContainingAssembly) ? ApplyLibrary(creation, constructor, Value.Unknown, arguments) : LoseCall(creation, Value.Unknown, arguments);

        var made = Make(creation, creation.Type, 0);
        made.IsExact = true;
        var result = Value.Of(made, notNull: true);
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(Apis.IsModule(creation.Type) ? InitialMode(creation.Type, creation.Syntax) : CaseSet.Unknown));
        if (_body.Program.OpensGuardsOutsideBodies(creation.Type))
            _state.Gradients = CaseSet.Unknown;
        if (ProgramAnalysis.IsPrimaryOfRecord(constructor))
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (creation.Type!.GetMembers(parameter.Name).FirstOrDefault() is IPropertySymbol property)
                    StoreMember(result, property, arguments[parameter.Ordinal]);
            }
        }

        if (ProgramAnalysis.IsPrimaryOfRecord(constructor) && !_body.Program.HasBody(constructor))
            return result;
        if (SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, Apis.Compilation.Assembly))
            ApplySource(creation, constructor, result, arguments);
        else if (Apis.IsKnownLibrary(constructor.ContainingAssembly))
            HoldArguments(result, arguments);
        else
            LoseCall(creation, Value.Unknown, arguments);
        return result.WithTokens(TypeFacts.IsCollection(creation.Type) ? AllTokens(arguments) : ImmutableArray<Token>.Empty);
    }

    private Value MakeOptimizer(ImmutableArray<AbstractObject> modules)
    {
        _body.TrainsUnseen |= Collecting && modules.IsEmpty;
        return Value.OfParameters(modules);
    }

    private CaseSet InitialMode(ITypeSymbol? type, SyntaxNode site) => InitialMode(Apis, type, site);

    private static CaseSet InitialMode(KnownApis apis, ITypeSymbol? type, SyntaxNode? site)
    {
        var place = site is null ? null : new Place(site, Cause.Created);
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.InitialMode) is { ConstructorArguments: { Length: 1 } stated } && stated[0].Value is bool training)
            return CaseSet.Of(new Case(training ? StateKind.Training : StateKind.Evaluation, place) { IsInitial = true });
        return apis.FindType(type, DescriptionKind.Module)?.Mode switch
        {
            "training" => CaseSet.Of(new Case(StateKind.Training, place) { IsInitial = true }),
            "evaluation" => CaseSet.Of(new Case(StateKind.Evaluation, place) { IsInitial = true }),
            _ => CaseSet.Unknown,
        };
    }

    private Value VisitAnonymous(IAnonymousObjectCreationOperation creation)
    {
        var made = Make(creation, creation.Type, 0);
        made.IsExact = true;
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(CaseSet.Unknown));
        foreach (var initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
                StoreMember(Value.Of(made), property.Property, Visit(assignment.Value));
        }

        return Value.Of(made, notNull: true);
    }
}
