using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// A dropout that is made on the spot and run on tensors that are filled there, to make sparse weights or noise, is a function: it has
/// learnt nothing, sees no data, and in evaluation mode would do nothing (F3.6). Who turns gradients off, though, says that he evaluates.
/// </summary>
internal static class LayerAsFunction
{
    /// <summary>So far: somebody may still run it on something else, or run something on its result.</summary>
    public static bool MayBe(Value layer, IInvocationOperation call, CaseSet modes, FlowState state, BodyContext body) =>
        layer.Single is { Kind: ObjectKind.Created, Inner: null, Type: { } type }
        && body.Program.Apis.FindType(type, DescriptionKind.Dependent) is not null && body.Program.Apis.FindType(type, DescriptionKind.Parameterless) is not null
        && modes.Cases.All(@case => @case.IsInitial)
        && !state.Gradients.Cases.All(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference)
        && !body.Program.Apis.IsModule(body.Symbol.ContainingType)
        && body.Program.ModelOf(call.Syntax.SyntaxTree).GetOperation(call.Syntax) is IInvocationOperation whole
        && whole.Arguments.All(argument => IsFilled(argument.Value, body.Program, 0));

    /// <summary>The facts of layers that were functions to the end of the body.</summary>
    public static IEnumerable<ForwardFact> Among(IReadOnlyDictionary<ForwardSite, ForwardFact> facts, ICollection<AbstractObject> reachable)
    {
        var models = new HashSet<AbstractObject>(facts.Where(pair => !pair.Value.MayBeFunction || facts.Keys.Any(other => other.Inputs.Contains(pair.Key))).SelectMany(pair => pair.Value.Made));
        return facts.Values.Where(fact => fact.MayBeFunction && !fact.Made.Any(made => models.Contains(made) || reachable.Contains(made)));
    }

    private static bool IsFilled(IOperation operation, ProgramAnalysis program, int depth) => depth < 10 && operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => IsFilled(conversion.Operand, program, depth + 1),
        IInvocationOperation call => program.Apis.Is(call.TargetMethod, DescriptionKind.Fills),
        ILocalReferenceOperation { Local: var local } => program.Contents.Of(local) is { Assigned.IsEmpty: false } contents && contents.IsAll(value => IsFilled(value, program, depth + 1)),
        _ => operation.Type is { SpecialType: not SpecialType.None },
    };
}
