using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.6: a dropout that makes sparse weights or noise is no model that is evaluated.</summary>
public class F3_6_LayersAsFunctionsTests
{
    [Fact]
    public Task F3_6_Sparse_weights() => Verify.Body("""
        Console.WriteLine(Sparse().sum().item<float>());
        """, """
        static Tensor Sparse()
        {
            var drop = Dropout(0.9);
            return drop.call(ones(10, 10));
        }
        """);

    [Theory]
    [InlineData("var noise = Dropout(0.5).call(rand(1, 10));")]
    [InlineData("var drop = Dropout(0.5); var noise = drop.call(ones(3)) + drop.call(zeros(3));")]
    [InlineData("var size = ones(count, 10); var drop = Dropout2d(0.5); var noise = drop.call(size);")]
    [InlineData("var noise = zeros(3); for (var i = 0; i < count; i++) { var drop = Dropout(0.5); noise = drop.call(randn(3)); }")]
    public Task F3_6_A_dropout_as_a_function(string noise) => Verify.Body($"{noise}\nConsole.WriteLine(noise.sum().item<float>());");

    [Theory]
    [InlineData("var drop = Dropout(0.5); var noise = {|MODE101:drop.call(x)|};")]
    [InlineData("var drop = Dropout(0.5); var noise = {|MODE101:drop.call(x * 2)|};")]
    [InlineData("var drop = Dropout(0.5); drop.train(); var noise = {|MODE101:drop.call(ones(3))|};")]
    [InlineData("var drop = Dropout(0.5); var noise = {|MODE101:drop.call(ones(3))|} + drop.call(x);")]
    [InlineData("var drop = Dropout(0.5); var mask = ones(3); if (flag) mask = x; var noise = {|MODE101:drop.call(mask)|};")]
    [InlineData("using var guard = no_grad(); var drop = Dropout(0.5); var noise = {|MODE101:drop.call(ones(3))|};")]
    [InlineData("var norm = BatchNorm1d(10); var noise = {|MODE101:{|MODE201:norm.call(ones(3, 10))|}|};")]
    [InlineData("var model = Sequential(Dropout(0.5)); var noise = {|MODE101:model.call(ones(3))|};")]
    [InlineData("var model = new Net(); var noise = {|MODE101:{|MODE201:model.call(ones(3, 10))|}|};")]
    public Task F3_6_A_layer_of_a_model(string noise) => Verify.Body($"{noise}\nConsole.WriteLine(noise.sum().item<float>());");

    [Fact]
    public Task F3_6_A_loose_layer_before_and_behind_others() => Verify.Body("""
        var fc = Linear(10, 10);
        fc.load("fc.dat");
        var first = Dropout(0.5);
        var last = Dropout(0.5);
        var output = {|MODE101:last.call({|MODE201:fc.call({|MODE101:first.call(rand(1, 10))|})|})|};
        Console.WriteLine(output.argmax(1).item<long>());
        """);

    [Fact]
    public Task F3_6_A_dropout_in_a_field() => Verify.Program("""
        class Service
        {
            private Dropout drop = Dropout(0.5);
            public float Kept()
            {
                var made = Dropout(0.5);
                drop = made;
                return {|MODE101:made.call(ones(3))|}.ToSingle();
            }
        }
        """);
}
