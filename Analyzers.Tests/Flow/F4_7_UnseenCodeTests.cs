using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F4.6 and F4.7: code that is not one known target, or not seen at all.</summary>
public class F4_7_UnseenCodeTests
{
    [Fact]
    public Task F4_6_A_virtual_method_may_be_overridden() => Verify.Program("""
        class Runner
        {
            public virtual void Prepare(Net model) { }
        }
        class Evaluating : Runner
        {
            public override void Prepare(Net model) => model.eval();
        }
        static class Program
        {
            static void Run(Runner runner, Tensor x)
            {
                var model = new Net();
                runner.Prepare(model);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F4_6_A_virtual_method_of_an_object_that_is_known() => Verify.Program("""
        class Runner
        {
            public virtual void Prepare(Net model) => model.load("weights.dat");
        }
        class Evaluating : Runner
        {
            public override void Prepare(Net model) => model.eval();
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                var right = new Net();
                Runner evaluating = new Evaluating();
                evaluating.Prepare(right);
                var wrong = new Net();
                var plain = new Runner();
                plain.Prepare(wrong);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);

    [Theory]
    [InlineData("interface IPrepare { void Prepare(Net model); }", "IPrepare with", "with.Prepare(model)")]
    [InlineData("", "Action<Net> prepare", "prepare(model)")]
    [InlineData("", "Func<Net, Net> prepare", "model = prepare(model)")]
    [InlineData("delegate void Prepare(Net model);", "Prepare prepare", "prepare.Invoke(model)")]
    [InlineData("abstract class Base { public abstract void Prepare(Net model); }", "Base with", "with.Prepare(model)")]
    [InlineData("", "dynamic with", "with.Prepare(model)")]
    public Task F4_7_Code_that_is_not_seen_makes_the_state_unknown(string type, string parameter, string call) => Verify.Program($$"""
        {{type}}
        static class Program
        {
            static void Run({{parameter}}, Tensor x)
            {
                var model = new Net();
                {{call}};
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F4_7_A_lambda_that_captures_and_switches() => Guarded.Body("""
        var model = new Net();
        Action prepare = () => model.eval();
        prepare();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F4_7_A_method_group_on_the_model() => Guarded.Body("""
        var model = new Net();
        Action prepare = model.eval;
        prepare();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F4_7_An_external_method_that_gets_the_model() => Verify.Program("""
        static class Native
        {
            [System.Runtime.InteropServices.DllImport("native")]
            public static extern void Prepare(object model);
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Net();
                Native.Prepare(model);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);
}
