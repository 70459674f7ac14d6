using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>
/// Verifies what is reported where. Sources are bodies or whole programs with markup, <c>{|MODE101:model.call(x)|}</c>; the frame
/// that most of them need is added here.
/// </summary>
internal static class Verify
{
    /// <summary>Usings, and two models: one with dropout and batch normalisation, one that is the same in both modes.</summary>
    public const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            private readonly Dropout drop = Dropout(0.5);
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => drop.call(fc.call(x));
        }

        class Plain : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            public Plain() : base("plain") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => functional.relu(fc.call(x));
        }


        """;

    /// <summary>Statements of an evaluation that is not called by anybody, in a method of its own.</summary>
    public static Task Body(string statements, string members = "") => Program($$"""
        static class Program
        {
            static void Run(Tensor x, Tensor y, bool flag, int count)
            {
        {{statements}}
            }
        {{members}}
        }
        """);

    /// <summary>Types beside the frame.</summary>
    public static Task Program(string source) => Source(Frame + source);

    /// <summary>A whole file.</summary>
    public static Task Source(string source, LanguageVersion language = LanguageVersion.Latest) => new AnalyzerTest(source, language: language).RunAsync();
}
