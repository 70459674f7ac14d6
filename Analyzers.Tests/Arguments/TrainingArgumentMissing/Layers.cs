using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Arguments.TrainingArgumentMissing;

/// <summary>Programs about the layers of ModeLint.Runtime.</summary>
internal static class Layers
{
    private const string Frame = """
        using System;
        using ModeLint;
        using ModeLint.Runtime;
        using TorchSharp;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;


        """;

    public static Task Body(string statements) => Program($$"""
        static class Program
        {
            static void Run(Tensor x, Tensor y, bool flag)
            {
        {{statements}}
            }
        }
        """);

    public static Task Program(string source)
    {
        var test = new AnalyzerTest(Frame + source);
        test.TestState.AdditionalReferences.Add(Runtime.Reference);
        return test.RunAsync(Xunit.TestContext.Current.CancellationToken);
    }
}
