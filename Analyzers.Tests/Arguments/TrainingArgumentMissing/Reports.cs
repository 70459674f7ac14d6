using Xunit;

namespace ModeLint.Analyzers.Tests.Arguments.TrainingArgumentMissing;

public class Reports
{
    [Theory]
    [InlineData("Apply(x)")]
    [InlineData("Apply(x, null)")]
    [InlineData("Apply(x, default)")]
    [InlineData("Apply(x, (bool?)null)")]
    [InlineData("Apply(training: null, inputs: x)")]
    public Task F7_1_Omitted_or_null(string call) => Layers.Body($$"""
        var model = new Dropout(0.5);
        using (no_grad())
            Console.WriteLine({|MODE301:model.{{call}}|}.ToSingle());
        """);

    [Fact]
    public Task F7_1_In_training() => Layers.Body("""
        var model = new Sequential(new Dense(10), new Dropout(0.5), new Dense(1));
        model.Build(-1, 10);
        var optimizer = optim.Adam(model.parameters());
        optimizer.zero_grad();
        functional.mse_loss({|MODE301:model.Apply(x)|}, y).backward();
        optimizer.step();
        """);

    [Fact]
    public Task F7_1_The_state_is_set_on_one_path_only() => Layers.Body("""
        var model = new Dropout(0.5);
        if (flag)
            model.eval();
        using (no_grad())
            Console.WriteLine({|MODE301:model.Apply(x)|}.ToSingle());
        """);

    [Fact]
    public Task F7_1_The_state_is_set_afterwards() => Layers.Body("""
        var model = new BatchNormalization();
        using (no_grad())
            Console.WriteLine({|MODE301:model.Apply(x)|}.ToSingle());
        model.eval();
        """);

    [Fact]
    public Task F7_1_The_method_has_a_flag_of_its_own() => Layers.Program("""
        sealed class Noisy : Layer
        {
            private readonly Dropout drop = new Dropout(0.5);
            protected override Tensor Call(Tensor inputs, bool training) => {|MODE301:drop.Apply(inputs)|};
        }
        """);
}
