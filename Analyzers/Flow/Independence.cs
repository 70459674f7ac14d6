using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>Whether a forward is the same in both modes (F6.1).</summary>
internal enum Independence { Unknown, Dependent, Independent }

/// <summary>Decides mode independence of classes and factory calls. Unknown never silences.</summary>
internal sealed class IndependenceTable
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ITypeSymbol, Independence> _types = new(SymbolEqualityComparer.Default);

    public IndependenceTable(ProgramAnalysis program) => _program = program;

    private KnownApis Apis => _program.Apis;

    /// <summary>Of the objects that a value may refer to, in one state.</summary>
    public Independence Of(Value module, ITypeSymbol? staticType, BodyContext body, FlowState state)
    {
        if (module.MayBeOther || module.References.IsEmpty)
            return OfType(staticType);
        var result = Independence.Independent;
        foreach (var reference in module.References)
        {
            var independence = reference.Target is not { } target ? Independence.Independent : OfObject(target, body, state, 0);
            if (independence == Independence.Dependent)
                return Independence.Dependent;
            if (independence == Independence.Unknown)
                result = Independence.Unknown;
        }

        return result;
    }

    private Independence OfObject(AbstractObject target, BodyContext body, FlowState state, int depth)
    {
        if (depth > 6)
            return Independence.Unknown;
        if (target.Site is IInvocationOperation call && OfCall(call, depth) is not Independence.Unknown and var known)
            return known;
        if (target.Site is IInvocationOperation { TargetMethod: var factory } && Apis.Is(factory, DescriptionKind.Container))
        {
            var elements = state.Slots[body.Interner.Member(target, null).Id];
            if (elements is null)
                return Independence.Unknown;
            return Of(elements, null, body, state);
        }

        // What a member holds says more than its declared type.
        if (target is { Kind: ObjectKind.Entry, Symbol: IFieldSymbol or IPropertySymbol } && OfMember(target.Symbol, depth) is not Independence.Unknown and var member)
            return member;
        return OfType(target.Type);
    }

    /// <summary>A factory call: by its description and, where that depends on one, its argument.</summary>
    private Independence OfCall(IInvocationOperation call, int depth)
    {
        var described = Apis.Find(call.TargetMethod, DescriptionKind.Dependent);
        if (described?.Unless is { } unless)
        {
            var argument = call.Arguments.FirstOrDefault(candidate => candidate.Parameter?.Name == unless);
            return argument?.Value.ConstantValue is { HasValue: true, Value: { } value } ? IsZero(value) ? Independence.Independent : Independence.Dependent
                : argument is null ? Independence.Dependent : Independence.Unknown;
        }

        if (described is not null)
            return Independence.Dependent;
        if (Apis.Is(call.TargetMethod, DescriptionKind.Container))
            return depth > 6 ? Independence.Unknown : All(ModulesIn(call.Arguments), depth + 1);
        if (Apis.Is(call.TargetMethod, DescriptionKind.Returns))
            return call.Arguments.Length > 0 && call.TargetMethod.IsStatic ? OfExpression(call.Arguments[0].Value, depth + 1) : call.Instance is null ? Independence.Unknown : OfExpression(call.Instance, depth + 1);
        return Independence.Unknown;

        static bool IsZero(object value) => value is false || (value is not true and not string && Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) == 0);
    }

    private static IEnumerable<IOperation> ModulesIn(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value is IArrayCreationOperation { Initializer: { } initializer })
            {
                foreach (var element in initializer.ElementValues)
                    yield return Strip(element);
            }
            else if (!argument.IsImplicit)
            {
                yield return Strip(argument.Value);
            }
        }

        static IOperation Strip(IOperation operation) => operation switch
        {
            IConversionOperation conversion => Strip(conversion.Operand),
            ITupleOperation { Elements.Length: 2 } named => Strip(named.Elements[1]),
            _ => operation,
        };
    }

    private Independence All(IEnumerable<IOperation> modules, int depth)
    {
        var result = Independence.Independent;
        foreach (var module in modules)
        {
            var one = OfExpression(module, depth);
            if (one == Independence.Dependent)
                return one;
            if (one == Independence.Unknown)
                result = one;
        }

        return result;
    }

    private Independence OfExpression(IOperation operation, int depth)
    {
        if (depth > 6)
            return Independence.Unknown;
        switch (operation)
        {
            case IConversionOperation conversion:
                return OfExpression(conversion.Operand, depth);
            case IInvocationOperation call when OfCall(call, depth) is not Independence.Unknown and var known:
                return known;
            case IInvocationOperation call:
                return Apis.Is(call.TargetMethod, DescriptionKind.Container) ? Independence.Unknown : OfType(call.Type);
            case IObjectCreationOperation creation:
                return OfType(creation.Type);
            case IFieldReferenceOperation field:
                return OfMember(field.Field, depth + 1) is not Independence.Unknown and var held ? held : OfType(field.Type);
            default:
                return OfType(operation.Type);
        }
    }

    /// <summary>Of everything that is ever assigned to a member, if its class alone can assign it.</summary>
    private Independence OfMember(ISymbol member, int depth)
    {
        var type = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
        if (OfType(type) is not Independence.Unknown and var known)
            return known;
        if (depth > 6 || member.ContainingType is not { } holder || member.DeclaringSyntaxReferences.IsEmpty)
            return Independence.Unknown;
        var isClosed = member.DeclaredAccessibility == Accessibility.Private || member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private };
        return isClosed && AssignmentsTo(member, holder) is { } values && values.Count > 0 ? All(values, depth + 1) : Independence.Unknown;
    }

    private List<IOperation>? AssignmentsTo(ISymbol member, INamedTypeSymbol holder)
    {
        var values = new List<IOperation>();
        foreach (var reference in holder.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            var model = _program.ModelOf(syntax.SyntaxTree);
            foreach (var node in syntax.DescendantNodes())
            {
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name && Assigned(name) is { } right
                    && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, member))
                {
                    if (right is ArgumentSyntax || model.GetOperation(right) is not { } value)
                        return null;
                    values.Add(value);
                }
                else if (node is VariableDeclaratorSyntax { Initializer: { } initializer } declarator && declarator.Identifier.ValueText == member.Name
                    && declarator.Parent?.Parent is FieldDeclarationSyntax && model.GetOperation(initializer.Value) is { } initial)
                {
                    values.Add(initial);
                }
                else if (node is PropertyDeclarationSyntax { Initializer: { } start } property && property.Identifier.ValueText == member.Name
                    && model.GetOperation(start.Value) is { } first)
                {
                    values.Add(first);
                }
            }
        }

        return values;

        static SyntaxNode? Assigned(IdentifierNameSyntax name)
        {
            SyntaxNode node = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name == name ? access : name;
            return node.Parent switch
            {
                AssignmentExpressionSyntax assignment when assignment.Left == node => assignment.Right,
                ArgumentSyntax argument when argument.RefKindKeyword.RawKind != 0 => argument,
                _ => null,
            };
        }
    }

    public Independence OfType(ITypeSymbol? type) => type is null ? Independence.Unknown : _types.GetOrAdd(type, Compute);

    private Independence Compute(ITypeSymbol type)
    {
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeDependent) is not null || Apis.FindType(type, DescriptionKind.Dependent) is not null)
            return Independence.Dependent;
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeIndependent) is not null || Apis.FindType(type, DescriptionKind.Independent) is not null
            || Apis.FindType(type, DescriptionKind.Modeless) is not null)
            return Independence.Independent;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || named.DeclaringSyntaxReferences.IsEmpty)
            return Independence.Unknown;

        // A class of the compilation: its base, its members and what its code calls decide. A cycle adds nothing of its own.
        _types.TryAdd(type, Independence.Unknown);
        if (named.IsAbstract || !IsLibraryBase(named.BaseType) && OfType(named.BaseType) != Independence.Independent)
            return Independence.Unknown;
        var result = _program.HasDerivedTypes(named) ? Independence.Unknown : Independence.Independent;
        foreach (var member in named.GetMembers())
        {
            if (member.IsStatic || member.IsImplicitlyDeclared || member is not IFieldSymbol and not IPropertySymbol)
                continue;
            var memberType = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
            var one = Apis.IsModule(memberType) ? OfMember(member, 1)
                : memberType.SpecialType == SpecialType.System_Object || HoldsModules(memberType) ? Independence.Unknown : Independence.Independent;
            if (one == Independence.Dependent)
                return one;
            if (one == Independence.Unknown)
                result = one;
        }

        return result == Independence.Independent ? OfCode(named) : result;
    }

    private bool IsLibraryBase(INamedTypeSymbol? type) =>
        type is not null && Apis.IsModule(type) && Apis.IsKnownLibrary(type.ContainingAssembly) && type.IsAbstract;

    private bool HoldsModules(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? Apis.IsModule(array.ElementType)
        : type is INamedTypeSymbol named && (named.TypeArguments.Any(argument => Apis.IsModule(argument) || HoldsModules(argument)) || named.TypeKind == TypeKind.Delegate);

    /// <summary>No reading of the mode, no function with a mode of its own, no mode-dependent layer made on the way.</summary>
    private Independence OfCode(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax();
            var model = _program.ModelOf(syntax.SyntaxTree);
            foreach (var name in syntax.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (!_program.MentionsMode(name.Identifier.ValueText))
                    continue;
                var symbol = model.GetSymbolInfo(name).Symbol;
                if (Apis.Is(symbol, DescriptionKind.Reads) || Apis.Is(symbol, DescriptionKind.Functional))
                    return Independence.Dependent;
                if (Apis.Is(symbol, DescriptionKind.Dependent) && name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                    && (model.GetOperation(call) is not IInvocationOperation made || OfCall(made, 0) != Independence.Independent))
                    return Independence.Dependent;
            }
        }

        return Independence.Independent;
    }
}
