using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Reading and writing variables, members and elements (F1.1, F1.2).</summary>
internal sealed partial class Transfer
{
    private Value LoadVariable(ISymbol symbol, ITypeSymbol? type)
    {
        var slot = _body.References.TryGetValue(symbol, out var bound) ? bound : _interner.Variable(symbol);
        if (_state.Slots[slot.Id] is { } known)
            return known;
        var value = symbol is IParameterSymbol { RefKind: RefKind.Out } || !_body.HoldsEntryValue(symbol) ? Value.Unknown : EntryValue(null, symbol, type);
        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    private Value EntryValue(AbstractObject? owner, ISymbol? symbol, ITypeSymbol? type) => EntryValue(_body, owner, symbol, type);

    /// <summary>What a slot held when the body was entered.</summary>
    public static Value EntryValue(BodyContext body, Slot slot) =>
        slot.Symbol is ITypeSymbol contents ? Value.OfTerm(body.Interner.EntryTerm(slot.Owner, contents, contents))
        : EntryValue(body, slot.Owner, slot.Symbol, slot.Symbol is null ? TypeFacts.ElementOf(slot.Owner?.Type) : TypeFacts.TypeOf(slot.Symbol));

    /// <summary>What a variable or member held when the body was entered (F1.1).</summary>
    private static Value EntryValue(BodyContext body, AbstractObject? owner, ISymbol? symbol, ITypeSymbol? type)
    {
        var apis = body.Program.Apis;
        if (symbol is null)
            return TypeFacts.IsFollowed(type) && !apis.IsTensor(type) && body.Interner.Entry(owner, null, type) is { } element ? Value.Of(element).WithAnyOf() : Value.Unknown;
        if (owner is null && symbol is IParameterSymbol or ILocalSymbol && body.Program.Types.CanHoldTensor(type) && !apis.IsModule(TypeFacts.ElementOf(type))
            && (!TypeFacts.IsFollowed(type) || apis.IsTensor(type) || TypeFacts.IsCollection(type)))
            return Value.OfTokens(ImmutableArray.Create(new Token(body.ParameterSite(symbol), hasGraph: true)));

        // It can be a tensor as well as a module.
        if (owner is null && symbol is IParameterSymbol && (type is ITypeParameterSymbol && !apis.IsModule(type) || type?.SpecialType == SpecialType.System_Object) && body.Interner.Entry(null, symbol, type) is { } either)
            return Value.Of(either).WithTokens(ImmutableArray.Create(new Token(body.ParameterSite(symbol), hasGraph: true)));
        if (symbol is IFieldSymbol { IsReadOnly: true } constant && body.Symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } && body.Program.ConstantOf(constant) is { } known)
            return Value.OfConstant(known);
        if (TypeFacts.IsComparable(type))
            return Value.OfTerm(body.Interner.EntryTerm(owner, symbol, type!));
        return TypeFacts.IsFollowed(type) && !apis.IsTensor(type) && body.Interner.Entry(owner, symbol, type) is { } entry ? Value.Of(entry) : Value.Unknown;
    }

    private Value LoadMember(IOperation operation, IOperation? instance, ISymbol member)
    {
        if (member.IsStatic)
            return LoadVariable(member, operation.Type);
        return LoadFrom(Visit(instance), member, operation);
    }

    private Value LoadFrom(Value holder, ISymbol member, IOperation operation)
    {
        if (!holder.CarriesObjects)
            return holder.WithReferences(ImmutableArray<Reference>.Empty) is { Tokens.IsEmpty: false } carrier && Types.CanHoldTensor(operation.Type)
                ? Value.OfTokens(carrier.Tokens) : Value.Unknown;
        Value? result = null;
        foreach (var reference in holder.References)
        {
            if (reference.Target is not { } owner)
                continue;

            // A tuple or pair that is not followed is what it carries.
            var isCarried = member.ContainingType is { IsTupleType: true } && owner.Type is { IsTupleType: false };
            var value = isCarried ? Value.Of(owner).WithOther()
                : MemberOrImplementation(owner, member, operation.Type);
            if (reference.When is { } when)
                value = value.WithReferences(value.References.Select(r => r.When is null ? new Reference(r.Target, when) : r).ToImmutableArray());
            result = result is null ? value : result.Join(value, null, null);
        }

        result ??= Value.Unknown;
        return holder.MayBeOther ? result.WithOther() : result;
    }

    /// <summary>
    /// What a member means for an object: a box of the base class library hands out what it holds; a property of an interface or base class may be code that is not
    /// known, and hand out anything that the object holds.
    /// </summary>
    private Value MemberOrImplementation(AbstractObject owner, ISymbol? member, ITypeSymbol? type)
    {
        if (member is not null && _state.Slots[_interner.Member(owner, null).Id] is { } held && KnownApis.IsBaseClassLibrary(member.ContainingAssembly?.Name ?? ""))
            return held.WithOther();
        if (owner.Kind == ObjectKind.Entry || member is not IPropertySymbol { GetMethod: { } getter } property || !(property.IsAbstract || property.IsVirtual || property.IsOverride))
            return MemberValue(owner, member, type);
        return owner is { IsExact: true, Type: INamedTypeSymbol exact } && ProgramAnalysis.Implementation(getter, exact)?.AssociatedSymbol is IPropertySymbol implementation
            && !_body.Program.HasBody(implementation.GetMethod) ? MemberValue(owner, implementation, type) : MayHold(owner);
    }

    private Value MayHold(AbstractObject owner) =>
        MembersOf(owner).Where(value => value.CarriesObjects).Aggregate(Value.Unknown, (all, value) => all.Join(value, null, null)).WithOther();

    /// <summary>What a member of an object holds, or with no member, its elements; seen for the first time, what it held at first.</summary>
    private Value MemberValue(AbstractObject owner, ISymbol? member, ITypeSymbol? type)
    {
        var slot = _interner.Member(owner, member);
        if (_state.Slots[slot.Id] is { } known)
            return known;
        var value = owner.Kind == ObjectKind.Entry ? EntryValue(owner, member, type) : InitialValue(owner, member);
        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    /// <summary>The part that the initializer of a member made for a new object.</summary>
    private Value InitialValue(AbstractObject owner, ISymbol? member) =>
        owner is { Kind: ObjectKind.Created, IsExact: true } && member is IFieldSymbol or IPropertySymbol && _state.Objects[owner.Id] is { HasEscaped: false }
            && _body.Program.InitialTypeOf(member) is { } type
            ? Value.Of(_interner.Part(owner, member, type), notNull: true)
        : owner is { Kind: ObjectKind.Created, IsExact: true } && member is IFieldSymbol or IPropertySymbol && TypeFacts.IsComparable(TypeFacts.TypeOf(member)) && _state.Objects[owner.Id] is { HasEscaped: false }
            && _body.Program.ConstantOf(member) is { } constant ? Value.OfConstant(constant) : Value.Unknown;

    private Value VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        var value = Visit(assignment.Value);
        if (assignment.IsRef)
            return Bind(assignment, value);
        if (Collecting && RefersToItself(assignment))
        {
            foreach (var token in value.Tokens)
                token.Forward.IsCombined = true;
        }

        return Store(assignment.Target, value);
    }

    /// <summary>A ref local is another name for one place; one that is bound again is lost.</summary>
    private Value Bind(ISimpleAssignmentOperation assignment, Value value)
    {
        if (Unwrap(assignment.Value) is IPropertyReferenceOperation && TypeFacts.IsFollowed(assignment.Value.Type))
            return Store(assignment.Target, value);
        if (assignment.Target is ILocalReferenceOperation { Local: var local } && PlaceOf(Unwrap(assignment.Value)) is { } place
            && (!_body.References.TryGetValue(local, out var bound) || bound == place))
        {
            _body.References[local] = place;
            return value;
        }

        Lose(value);
        return Store(assignment.Target, Value.Unknown);
    }

    private static bool RefersToItself(ISimpleAssignmentOperation assignment) =>
        SymbolOf(assignment.Target) is { } target
        && assignment.Value.Descendants().Any(inner => SymbolOf(inner) is { } read && SymbolEqualityComparer.Default.Equals(target, read));

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private Value VisitCompound(ICompoundAssignmentOperation compound)
    {
        var left = Visit(compound.Target);
        var right = Visit(compound.Value);
        if (Collecting)
        {
            foreach (var token in right.Tokens)
                token.Forward.IsCombined = true;
        }

        var result = compound.Target is IEventReferenceOperation ? Value.Unknown
            : TypeFacts.IsComparable(compound.Type) ? Value.OfTerm(Fresh(compound)).WithTokens(Token.AsNumbers(Token.Union(left.Tokens, right.Tokens)))
            : Value.OfTokens(Token.Union(left.Tokens, right.Tokens));
        return Store(compound.Target, result);
    }

    /// <summary>Writes a value where an expression points to.</summary>
    private Value Store(IOperation target, Value value)
    {
        switch (target)
        {
            case IFlowCaptureReferenceOperation capture when _body.CapturedTargets.TryGetValue(_interner.Capture(capture.Id).Id, out var captured):
                return Store(captured, value);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Store(conversion.Operand, value);
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value);
            case IDiscardOperation:
                return value;
            case IPropertyReferenceOperation property when StoreProperty(property, value):
                return value;
            case IArrayElementReferenceOperation element:
                StoreElement(Visit(element.ArrayReference), value);
                return value;
            case IFieldReferenceOperation { Field.IsStatic: false } field:
                StoreMember(Visit(field.Instance), field.Field, value);
                return value;
        }

        if (PlaceOf(target) is not { } slot)
        {
            Visit(target);
            Lose(value, isCall: false);
            return value;
        }

        if (slot.Symbol is { IsStatic: true })
        {
            Escape(value);
            UseGraphs(value, UseKind.Lost);
        }

        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    private void StoreMember(Value holder, ISymbol member, Value value)
    {
        var strong = holder.Single is not null;
        var isSeen = !holder.MayBeOther;
        foreach (var reference in holder.References)
        {
            if (reference.Target is not { } owner)
                continue;
            isSeen &= owner.Kind == ObjectKind.Created ? _state.Objects[owner.Id]?.HasEscaped != true : owner is { Symbol: null, Owner: null } && _body.Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
            var slot = _interner.Member(owner, member);
            _state.Slots = _state.Slots.With(slot.Id, strong ? value : MemberValue(owner, member, (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type).Join(value, null, null));
            if (owner.Kind is not ObjectKind.Created || _state.Objects[owner.Id]?.HasEscaped == true)
                Escape(value);
        }

        if (holder.MayBeOther)
            Escape(value);
        if (!isSeen)
            UseGraphs(value, UseKind.Lost);
    }
}
