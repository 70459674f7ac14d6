using System.Collections.Immutable;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Who sets <c>requires_grad</c> of parameters: whether their module records a graph is not known from there on (F3.3).</summary>
internal sealed partial class Transfer
{
    private Value RequireGradient(Value target, Value required)
    {
        _body.FreezesUnseen |= target.ParametersOf.IsEmpty;
        foreach (var module in target.ParametersOf)
            TouchParameters(module);
        return required.Constant is false ? target : target.WithGradientRequired();
    }

    private void TouchParameters(AbstractObject module) =>
        _state.Objects = _state.Objects.With(module.Id, (_state.Objects[module.Id] ?? new ObjectState(ModeOf(module))).ParametersTouched());

    /// <summary>Values are given to code that freezes the parameters that it gets.</summary>
    private void FreezeParameters(Value receiver, ImmutableArray<Value> arguments)
    {
        foreach (var module in arguments.Insert(0, receiver).SelectMany(value => value.ParametersOf))
            TouchParameters(module);
    }

    /// <summary>A function that freezes what it is called with may be called with these modules, or with those in these collections.</summary>
    private void FreezeModules(Value receiver, ImmutableArray<Value> arguments)
    {
        FreezeParameters(receiver, arguments);
        foreach (var reference in arguments.Insert(0, receiver).SelectMany(value => value.References))
        {
            if (reference.Target is not { } target)
                continue;
            var elements = _state.Slots[_interner.Member(target, null).Id]?.References ?? ImmutableArray<Reference>.Empty;
            foreach (var module in elements.Add(reference).Select(each => each.Target).Where(each => Apis.IsModule(each?.Type)))
                TouchParameters(module!);
        }
    }
}
