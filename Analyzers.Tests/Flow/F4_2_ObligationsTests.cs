using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F4.2: a verdict that depends on the entry state travels to the callers.</summary>
public class F4_2_ObligationsTests
{
    private static Task Chain(string start, string forward) => Verify.Program($$"""
        static class Program
        {
            static void Main()
            {
                var model = new Net();
                {{start}}
                First(model, zeros(10));
            }
            static void First(Net model, Tensor x) => Second(x, model);
            static void Second(Tensor x, Net model)
            {
                if (x.shape[0] > 3)
                    Third(model, x);
            }
            static void Third(Net model, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F4_2_The_outermost_caller_decides() => Chain("", "{|MODE101:model.call(x)|}");

    [Fact]
    public Task F4_2_The_outermost_caller_is_right() => Chain("model.eval();", "model.call(x)");

    [Fact]
    public Task F4_2_The_outermost_caller_says_some_path() => Chain("if (Environment.TickCount > 3) model.eval();", "{|MODE106:model.call(x)|}");

    [Fact]
    public Task F4_2_Gradients_travel_as_well() => Verify.Program("""
        static class Program
        {
            static void Right(Net model, Tensor x)
            {
                using (no_grad())
                    First(model, x);
            }
            static void Wrong(Net model, Tensor x) => {|MODE201:First(model, x)|};
            static void First(Net model, Tensor x) => Second(x, model);
            static void Second(Tensor x, Net model)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);
}
