using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F8: the places where code can stand, each right and wrong.</summary>
public class F8_BodiesTests
{
    [Theory]
    [InlineData("float Expression() => {0};")]
    [InlineData("float Property => {0};")]
    [InlineData("float Property {{ get => {0}; }}")]
    [InlineData("float Property {{ get {{ return {0}; }} set {{ }} }}")]
    [InlineData("float Property {{ get => 0; set {{ Console.WriteLine({0}); }} }}")]
    [InlineData("float Property {{ get; }} = {0};")]
    [InlineData("Sites() {{ Console.WriteLine({0}); }}")]
    [InlineData("Sites() : this({0}) {{ }} Sites(float number) {{ }}")]
    [InlineData("~Sites() {{ Console.WriteLine({0}); }}")]
    [InlineData("static Sites() => Console.WriteLine({0});")]
    [InlineData("float field = {0};")]
    [InlineData("static readonly float s_field = {0};")]
    [InlineData("event Action Changed {{ add => Console.WriteLine({0}); remove {{ }} }}")]
    [InlineData("async Task<float> Later() {{ await Task.Yield(); return {0}; }}")]
    [InlineData("async void Later() {{ await Task.Yield(); Console.WriteLine({0}); }}")]
    [InlineData("IEnumerable<float> All() {{ yield return {0}; }}")]
    [InlineData("async IAsyncEnumerable<float> All() {{ await Task.Yield(); yield return {0}; }}")]
    [InlineData("void Nested() {{ float Inner() {{ return {0}; }} Console.WriteLine(Inner()); }}")]
    [InlineData("class Inner {{ float Run() => {0}; }}")]
    [InlineData("struct Inner {{ float Run() => {0}; }}")]
    [InlineData("record Inner(int Number) {{ float Run() => {0}; }}")]
    public Task F8_A_forward_in_a_body(string member) => Verify.Program($$"""
        class Sites
        {
            {{string.Format(System.Globalization.CultureInfo.InvariantCulture, member, "{|MODE201:Ready().call(zeros(10))|}.ToSingle()")}}
            static Net Ready() { var model = new Net(); model.eval(); return model; }
        }
        """);

    [Fact]
    public Task F8_A_primary_constructor_hands_to_its_base() => Verify.Program("""
        class Base(float number) { public float Number = number; }
        class Derived() : Base({|MODE201:Ready.Make().call(zeros(10))|}.ToSingle());
        static class Ready
        {
            public static Net Make() { var model = new Net(); model.eval(); return model; }
        }
        """);

    [Fact]
    public async Task F8_Top_level_statements()
    {
        var test = new AnalyzerTest("""
            using System;
            using TorchSharp;
            using static TorchSharp.torch;

            var right = torch.nn.Sequential(torch.nn.Dropout(0.5));
            right.eval();
            var wrong = torch.nn.Sequential(torch.nn.Dropout(0.5));
            using var guard = no_grad();
            Console.WriteLine(right.call(zeros(10)).ToSingle());
            Console.WriteLine({|MODE101:wrong.call(zeros(10))|}.ToSingle());
            Show();

            void Show()
            {
                Console.WriteLine(right.call(zeros(10)).ToSingle());
            }
            """);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task F8_Asynchronous_top_level_statements()
    {
        var test = new AnalyzerTest("""
            using System;
            using System.Threading.Tasks;
            using TorchSharp;
            using static TorchSharp.torch;

            var model = torch.nn.Dropout(0.5);
            await Task.Delay(1);
            using (no_grad())
                Console.WriteLine({|MODE101:model.call(zeros(10))|}.ToSingle());
            return args.Length;
            """);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task F8_Partial_types_and_methods()
    {
        var test = new AnalyzerTest(Verify.Frame + """
            partial class Runner
            {
                private partial void Prepare(Net model);
                public void Run(Tensor x)
                {
                    var model = new Net();
                    Prepare(model);
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
            """);
        test.TestState.Sources.Add("""
            partial class Runner
            {
                private partial void Prepare(Net model) => model.eval();
            }
            """);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task F8_Two_files()
    {
        var test = new AnalyzerTest(Verify.Frame + """
            static class Program
            {
                static void Run(Tensor x)
                {
                    var right = Models.Ready();
                    var wrong = Models.Bare();
                    Models.Show(right, x);
                    using (no_grad())
                        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
            """);
        test.TestState.Sources.Add("""
            using System;
            using TorchSharp;
            using static TorchSharp.torch;
            static class Models
            {
                public static Net Ready() { var model = new Net(); model.eval(); return model; }
                public static Net Bare() => new Net();
                public static void Show(Net model, Tensor x)
                {
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
            """);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task F4_7_Generated_trees_take_part_and_get_no_reports()
    {
        var test = new AnalyzerTest(Verify.Frame + """
            static partial class Program
            {
                static void Run(Tensor x)
                {
                    var model = new Net();
                    Prepare(model);
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
            """);
        test.TestState.Sources.Add(("Generated.g.cs", """
            // <auto-generated/>
            static partial class Program
            {
                static void Prepare(Net model) => model.eval();
                static void Wrong(TorchSharp.torch.Tensor x) { var model = new Net(); System.Console.WriteLine(TorchSharp.TensorExtensionMethods.ToSingle(model.call(x))); }
            }
            """));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task F8_CSharp_7_3() => Verify.Source("""
        using System;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;

        class Program
        {
            static void Run(Dropout right, Tensor x)
            {
                right.eval();
                var wrong = nn.Dropout(0.5);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """, LanguageVersion.CSharp7_3);
}
