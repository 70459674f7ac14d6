using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.5: gradients and guards between methods.</summary>
public class F2_5_ThreadsTests
{
    [Fact]
    public Task F2_5_The_guard_of_the_caller() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Run(Net model, Tensor x)
            {
                using (no_grad())
                    Show(model, x);
            }
        }
        """);

    [Fact]
    public Task F2_5_No_caller_has_a_guard() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            }
            static void Run(Net model, Tensor x) => Show(model, x);
        }
        """);

    [Fact]
    public Task F2_5_Where_callers_differ_each_wrong_call_is_reported() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Right(Net model, Tensor x)
            {
                using (no_grad())
                    Show(model, x);
            }
            static void Wrong(Net model, Tensor x) => {|MODE201:Show(model, x)|};
        }
        """);

    [Fact]
    public Task F2_5_A_method_that_opens_a_guard_for_its_caller() => Verify.Program("""
        static class Program
        {
            static IDisposable Quiet() => no_grad();
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using (Quiet())
                    Console.WriteLine(model.call(x).ToSingle());
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_guard_factory_with_a_condition() => Verify.Program("""
        static class Program
        {
            static IDisposable Quiet(bool on) => on ? no_grad() : null;
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using (Quiet(true))
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_method_that_turns_gradients_off_and_leaves_them_off() => Verify.Program("""
        static class Program
        {
            static void Off() => set_grad_enabled(false);
            static void Run(Net model, Tensor x)
            {
                model.eval();
                Off();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_guard_that_a_user_type_holds() => Verify.Program("""
        sealed class Quiet : IDisposable
        {
            private readonly IDisposable _guard = no_grad();
            public void Dispose() => _guard.Dispose();
        }
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using (new Quiet())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_guard_in_a_constructor_of_a_user_type() => Verify.Program("""
        sealed class Quiet : IDisposable
        {
            private readonly IDisposable _guard;
            public Quiet() { _guard = inference_mode(); }
            public void Dispose() => _guard.Dispose();
        }
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using var quiet = new Quiet();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_type_that_opens_guards_outside_a_body_makes_its_bodies_unknown() => Verify.Program("""
        class Runner
        {
            private static readonly IDisposable s_guard = no_grad();
            public void Run(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);
}
