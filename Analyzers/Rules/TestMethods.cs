using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules;

/// <summary>
/// Test and benchmark methods, by the attributes of their frameworks. What they read of a result is an assertion, no measurement: that alone
/// does not make a forward an evaluation, and the memory of a unit test is nobody's concern.
/// </summary>
internal static class TestMethods
{
    private static readonly ImmutableHashSet<string> s_attributes = ImmutableHashSet.Create(
        "Xunit.FactAttribute", "NUnit.Framework.TestAttribute", "NUnit.Framework.TestCaseAttribute", "NUnit.Framework.TestCaseSourceAttribute",
        "NUnit.Framework.TheoryAttribute", "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute", "BenchmarkDotNet.Attributes.BenchmarkAttribute");

    /// <param name="judgement">What would be reported.</param>
    /// <param name="includeCost">The user wants MODE201 in tests too.</param>
    public static bool Exempt(Judgement judgement, bool includeCost)
    {
        var bodies = judgement.Calls.IsEmpty ? ImmutableArray.Create(judgement.At.Body) : judgement.Calls.Select(call => call.Body).ToImmutableArray();
        if (!IsTest(judgement.At.Body) && !bodies.All(IsTest))
            return false;
        return judgement.Aspect switch
        {
            Aspect.Gradients => !includeCost,
            Aspect.Mode => !judgement.At.Fact.Gradients.Cases.All(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference),
            _ => false,
        };
    }

    private static bool IsTest(ISymbol body)
    {
        for (var symbol = body; symbol is IMethodSymbol; symbol = symbol.ContainingSymbol)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
                {
                    if (s_attributes.Contains(type.ToDisplayString()))
                        return true;
                }
            }
        }

        return false;
    }
}
