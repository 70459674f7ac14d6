using Xunit;

namespace ModeLint.Analyzers.Tests.Arguments.TrainingArgumentMissing;

/// <summary>Silent on purpose.</summary>
public class DoesNotReport
{
    [Theory]
    [InlineData("Apply(x, false)")]
    [InlineData("Apply(x, training: false)")]
    [InlineData("Apply(training: false, inputs: x)")]
    [InlineData("Apply(x, flag)")]
    [InlineData("Apply(x, training: flag)")]
    public Task F7_1_Said(string call) => Layers.Body($$"""
        var model = new Dropout(0.5);
        using (no_grad())
            Console.WriteLine(model.{{call}}.ToSingle());
        """);

    [Theory]
    [InlineData("model.eval();")]
    [InlineData("model.train(false);")]
    [InlineData("if (flag) model.eval(); else model.train(false);")]
    public Task F7_1_The_state_is_set_on_every_path(string set) => Layers.Body($$"""
        var model = new Dropout(0.5);
        {{set}}
        using (no_grad())
            Console.WriteLine(model.Apply(x).ToSingle());
        """);

    [Fact]
    public Task F7_1_The_whole_sets_the_state_of_its_part() => Layers.Body("""
        var part = new Dropout(0.5);
        var whole = new Sequential(part, new Dense(1));
        whole.eval();
        using (no_grad())
            Console.WriteLine(part.Apply(x).ToSingle());
        """);

    [Fact]
    public Task F7_1_Set_to_the_wrong_state_is_not_missing() => Layers.Body("""
        var model = new Dropout(0.5);
        model.train();
        using (no_grad())
            Console.WriteLine({|MODE101:model.Apply(x)|}.ToSingle());
        """);

    [Theory]
    [InlineData("new Dense(2)")]
    [InlineData("new Conv2D(4, kernelSize: 3)")]
    public Task A_layer_that_is_the_same_in_both_modes(string layer) => Layers.Body($$"""
        var model = {{layer}};
        using (no_grad())
            Console.WriteLine(model.Apply(x).ToSingle());
        """);

    [Fact]
    public Task A_layer_that_nobody_knows() => Layers.Program("""
        static class Program
        {
            static void Run(Func<Layer> make, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(make().Apply(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task The_flag_handed_down() => Layers.Program("""
        sealed class Noisy : Layer
        {
            private readonly Dropout drop = new Dropout(0.5);
            protected override Tensor Call(Tensor inputs, bool training) => drop.Apply(inputs, training);
        }
        """);

    [Fact]
    public Task A_method_of_the_same_name() => Layers.Program("""
        sealed class Own { public Tensor Apply(Tensor x, bool? training = null) => x; }
        static class Program
        {
            static void Run(Tensor x) => Console.WriteLine(new Own().Apply(x).ToSingle());
        }
        """);
}
