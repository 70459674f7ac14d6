using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class DropoutTests : TorchTest
{
    [Fact]
    public void Drops_the_share_and_scales_the_rest_when_training()
    {
        var inputs = torch.ones(100, 100);

        var values = Values(new Dropout(0.25).Apply(inputs, training: true));

        Assert.All(values, value => Assert.True(value is 0 || MathF.Abs(value - 1 / 0.75f) < 1e-6f, $"{value}"));
        Assert.InRange(values.Count(value => value == 0) / 10_000.0, 0.23, 0.27);
    }

    [Fact]
    public void Hands_inputs_on_as_a_tensor_of_its_own_when_evaluating()
    {
        var inputs = torch.rand(3, 4);

        var outputs = new Dropout(0.9).Apply(inputs, training: false);

        Assert.NotSame(inputs, outputs);
        Assert.Equal(Values(inputs), Values(outputs));
    }

    [Fact]
    public void Rate_zero_drops_nothing() =>
        Assert.Equal([1f, 1f], Values(new Dropout(0).Apply(torch.ones(2), training: true)));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_rate_outside_0_to_1_is_refused(double rate)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate));

        Assert.Equal("rate", exception.ParamName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whole_numbers_are_refused_in_both_modes(bool training)
    {
        var exception = Assert.Throws<ArgumentException>(() => new Dropout(0.5, "drop").Apply(torch.ones(2, torch.int64), training));

        Assert.StartsWith("Dropout layer 'drop' needs inputs of a floating-point type, got Int64.", exception.Message);
    }

    [Fact]
    public void Gradients_flow_only_through_what_was_kept()
    {
        var inputs = torch.ones(50, requires_grad: true);

        var outputs = new Dropout(0.5).Apply(inputs, training: true);
        outputs.sum().backward();

        Assert.Equal(Values(outputs), Values(inputs.grad!));
    }
}
