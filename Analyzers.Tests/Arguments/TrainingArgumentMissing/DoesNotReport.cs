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

    [Theory]
    [InlineData("new Sequential(new Dense(2), new Dense(1))", false)]
    [InlineData("new Sequential(new Dense(2), new Dropout(0.5))", true)]
    [InlineData("new Sequential(new Sequential(new BatchNormalization()))", true)]
    public Task A_container_by_its_layers(string layer, bool depends) => Layers.Body($$"""
        var model = {{layer}};
        using (no_grad())
            Console.WriteLine({{(depends ? "{|MODE301:model.Apply(x)|}" : "model.Apply(x)")}}.ToSingle());
        """);

    [Theory]
    [InlineData("new Dense(1)", false)]
    [InlineData("new Dropout(0.5)", true)]
    public Task A_layer_that_is_added(string layer, bool depends) => Layers.Body($$"""
        var model = new Sequential(new Dense(2));
        model.Add({{layer}});
        using (no_grad())
            Console.WriteLine({{(depends ? "{|MODE301:model.Apply(x)|}" : "model.Apply(x)")}}.ToSingle());
        """);

    [Fact]
    public Task A_layer_without_weights_records_nothing() => Layers.Body("""
        Console.WriteLine({|MODE301:new Dropout(0.5).Apply(x)|}.ToSingle());
        Console.WriteLine(new Dropout(0.5).Apply(x, training: false).ToSingle());
        Console.WriteLine(new Sequential(new Dropout(0.5)).Apply(x, training: false).ToSingle());
        Console.WriteLine({|MODE201:new Sequential(new Dropout(0.5), new Dense(1)).Apply(x, training: false)|}.ToSingle());
        """);

    [Fact]
    public Task A_layer_of_ones_own_that_adds_weights_records_gradients() => Layers.Program("""
        sealed class Scale : Layer
        {
            protected override void OnBuild(long[] inputShape) => AddWeight("scale", ones(1));
            protected override Tensor Call(Tensor inputs, bool training) => inputs * GetWeight("scale");
        }
        sealed class Twice : Layer
        {
            protected override Tensor Call(Tensor inputs, bool training) => inputs * 2;
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                Console.WriteLine({|MODE201:new Scale().Apply(x, training: false)|}.ToSingle());
                Console.WriteLine(new Twice().Apply(x, training: false).ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("", "", "[DeliberateMode(\"the state decides\")]")]
    [InlineData("[DeliberateMode(\"the state decides\")]", "", "")]
    [InlineData("", "[DeliberateMode(\"the state decides\")]", "")]
    public Task A_mode_that_is_meant(string ofType, string ofField, string ofMethod) => Layers.Program($$"""
        {{ofType}}
        sealed class Program
        {
            {{ofField}}
            private readonly Dropout model = new(0.5);

            {{ofMethod}}
            float Run(Tensor x)
            {
                using (no_grad())
                    return model.Apply(x).ToSingle();
            }
        }
        """);

    [Fact]
    public Task A_mode_that_is_meant_elsewhere() => Layers.Program("""
        sealed class Program
        {
            [DeliberateMode("the state decides")]
            private readonly Dropout meant = new(0.5);
            private readonly Dropout forgotten = new(0.5);

            float Run(Tensor x)
            {
                using (no_grad())
                    return meant.Apply(x).ToSingle() + {|MODE301:forgotten.Apply(x)|}.ToSingle();
            }

            [DeliberateMode("the state decides")]
            static float Local(Tensor x)
            {
                var layer = new Dropout(0.5);
                using (no_grad())
                    return layer.Apply(x).ToSingle();
            }
        }
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
