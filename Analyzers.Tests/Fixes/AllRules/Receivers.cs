using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Models that are not a plain variable.</summary>
public class Receivers
{
    [Fact]
    public Task A_method_of_the_module_itself() => new AllFixes().Program("""
        class Dropping : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            private readonly Dropout drop = Dropout(0.5);
            public Dropping() : base("dropping") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => drop.call(fc.call(x));
            public void Print(Tensor x)
            {
                train();
                Console.WriteLine(call(x).ToSingle());
            }
        }
        """, """
        class Dropping : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            private readonly Dropout drop = Dropout(0.5);
            public Dropping() : base("dropping") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => drop.call(fc.call(x));
            public void Print(Tensor x)
            {
                train();
                var wasTraining = training;
                eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(call(x).ToSingle());
                }
                train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task A_model_that_may_be_missing() => new AllFixes().Body("""
        Net maybe = flag ? new Net() : null;
        var score = maybe?.call(x).ToSingle();
        Console.WriteLine(score);
        """, """
        Net maybe = flag ? new Net() : null;
        maybe?.eval();
        float? score;
        using (torch.no_grad())
        {
            score = maybe?.call(x).ToSingle();
        }
        Console.WriteLine(score);
        """);
}
