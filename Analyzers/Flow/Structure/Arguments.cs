using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>What the parameters of a constructor or factory stand for in one call of it.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<ISymbol, IOperation> _values = new(SymbolEqualityComparer.Default);
    private readonly bool _isOfSameObject;

    private Arguments(IEnumerable<IArgumentOperation> passed, IOperation? receiver, Arguments? outer)
    {
        foreach (var argument in passed)
        {
            if (argument.Parameter is { } parameter)
                _values[parameter.OriginalDefinition] = argument.Value;
        }

        Receiver = receiver;
        Outer = outer;
        _isOfSameObject = receiver is IInstanceReferenceOperation;
        Depth = outer is null ? 1 : outer.Depth + 1;
    }

    /// <param name="call">A call, a creation, or the reading of a property.</param>
    /// <param name="outer">Arguments of the code that makes the call.</param>
    public static Arguments Of(IOperation? call, Arguments? outer) => call switch
    {
        IInvocationOperation invocation => new Arguments(invocation.Arguments, invocation.Instance, outer),
        IObjectCreationOperation creation => new Arguments(creation.Arguments, null, outer),
        IPropertyReferenceOperation property => new Arguments(property.Arguments, property.Instance, outer),
        _ => new Arguments(Array.Empty<IArgumentOperation>(), null, outer),
    };

    public IOperation? Receiver { get; }

    public Arguments? Outer { get; }

    public int Depth { get; }

    /// <summary>The argument, and the arguments of the code that it stands in; null if no call that is looked at passes it.</summary>
    public static (IOperation Value, Arguments? Context)? Find(Arguments? arguments, IParameterSymbol parameter)
    {
        // What a method of an object sees of the object's fields goes back to the arguments of its constructor.
        for (; arguments is not null; arguments = arguments._isOfSameObject ? arguments.Outer : null)
        {
            if (arguments._values.TryGetValue(parameter.OriginalDefinition, out var value))
                return (value, arguments.Outer);
        }

        return null;
    }
}
