using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow;

/// <summary>One question about mode independence: walks classes, what their members hold, and factory calls (F6.1).</summary>
internal sealed class IndependenceQuery
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ITypeSymbol, Independence> _known;
    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
    private bool _metOpen;

    public IndependenceQuery(ProgramAnalysis program, ConcurrentDictionary<ITypeSymbol, Independence> known)
    {
        _program = program;
        _known = known;
    }

    private KnownApis Apis => _program.Apis;

    /// <summary>Of any object of the type.</summary>
    public Independence OfType(ITypeSymbol? type)
    {
        if (type is null)
            return Independence.Unknown;
        var exactly = OfExactly(type);
        return exactly == Independence.Independent && type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named && (named.IsAbstract || _program.HasDerivedTypes(named))
            ? Independence.Unknown : exactly;
    }

    /// <summary>Of an object whose class is this one and no other.</summary>
    public Independence OfExactly(ITypeSymbol? type)
    {
        if (type is null)
            return Independence.Unknown;
        if (_known.TryGetValue(type, out var known))
            return known;

        // A cycle adds nothing of its own. What was found on the way round one holds only together with its beginning.
        if (!_open.Add(type))
        {
            _metOpen = true;
            return Independence.Independent;
        }

        var result = Compute(type);
        _open.Remove(type);
        if (_open.Count == 0 || !_metOpen)
            _known.TryAdd(type, result);
        return result;
    }

    private Independence Compute(ITypeSymbol type)
    {
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeDependent) is not null || Apis.FindType(type, DescriptionKind.Dependent) is not null)
            return Independence.Dependent;
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeIndependent) is not null || Apis.FindType(type, DescriptionKind.Independent) is not null
            || Apis.FindType(type, DescriptionKind.Modeless) is not null)
            return Independence.Independent;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || named.DeclaringSyntaxReferences.IsEmpty)
            return Independence.Unknown;

        // A class of the compilation: its base, its members and what its code calls decide.
        var result = IsLibraryBase(named.BaseType) ? Independence.Independent : OfExactly(named.BaseType);
        foreach (var member in named.GetMembers())
        {
            if (result == Independence.Dependent)
                return result;
            if (member.IsStatic || member.IsImplicitlyDeclared || member is not IFieldSymbol and not IPropertySymbol)
                continue;
            var memberType = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
            var one = Apis.IsModule(memberType) ? OfMember(member)
                : memberType.SpecialType == SpecialType.System_Object || HoldsModules(memberType) ? Independence.Unknown : Independence.Independent;
            if (one != Independence.Independent)
                result = one;
        }

        return result == Independence.Independent ? OfCode(named) : result;
    }

    /// <summary>A factory call: by its description and, where that depends on one, its argument.</summary>
    public Independence OfCall(IInvocationOperation call)
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
            return All(ModulesIn(call.Arguments));
        if (Apis.Is(call.TargetMethod, DescriptionKind.Returns))
            return call.Arguments.Length > 0 && call.TargetMethod.IsStatic ? OfExpression(call.Arguments[0].Value) : call.Instance is null ? Independence.Unknown : OfExpression(call.Instance);
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

    private Independence All(IEnumerable<IOperation> modules)
    {
        var result = Independence.Independent;
        foreach (var module in modules)
        {
            var one = OfExpression(module);
            if (one == Independence.Dependent)
                return one;
            if (one == Independence.Unknown)
                result = one;
        }

        return result;
    }

    private Independence OfExpression(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return OfExpression(conversion.Operand);
            case IInvocationOperation call when OfCall(call) is not Independence.Unknown and var known:
                return known;
            case IInvocationOperation call:
                return Apis.Is(call.TargetMethod, DescriptionKind.Container) ? Independence.Unknown : OfType(call.Type);
            case IObjectCreationOperation creation:
                return OfExactly(creation.Type);
            case IFieldReferenceOperation field:
                return OfMember(field.Field) is not Independence.Unknown and var held ? held : OfType(field.Type);
            default:
                return OfType(operation.Type);
        }
    }

    /// <summary>Of everything that is ever assigned to a member, if its class alone can assign it; else of its declared type.</summary>
    public Independence OfMember(ISymbol member)
    {
        var type = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
        var isClosed = member.DeclaredAccessibility == Accessibility.Private || member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private };
        if (!isClosed || member.ContainingType is not { } holder || member.DeclaringSyntaxReferences.IsEmpty || !_members.Add(member))
            return OfType(type);
        var assigned = AssignmentsTo(member, holder) is { Count: > 0 } values ? All(values) : Independence.Unknown;
        _members.Remove(member);
        return assigned == Independence.Unknown ? OfType(type) : assigned;
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
                    && (model.GetOperation(call) is not IInvocationOperation made || OfCall(made) != Independence.Independent))
                    return Independence.Dependent;
            }
        }

        return Independence.Independent;
    }
}
