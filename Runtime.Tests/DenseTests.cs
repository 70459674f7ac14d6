using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class DenseTests : TorchTest
{
    [Fact]
    public void Multiplies_by_the_kernel_adds_the_bias_and_activates()
    {
        var layer = new Dense(2, Activations.ReLU);
        layer.Build(-1, 3);
        using (torch.no_grad())
        {
            layer.state_dict()["kernel"].copy_(torch.tensor([1f, 2, 3, -1, -2, -3]).reshape(2, 3));
            layer.state_dict()["bias"].copy_(torch.tensor([0.5f, 0.25f]));
        }

        var outputs = layer.Apply(torch.tensor([1f, 1, 1, -1, -1, -1]).reshape(2, 3));

        Close([6.5f, 0, 0, 6.25f], outputs);
    }

    [Fact]
    public void Activations_are_the_functions_they_are_named_after()
    {
        var inputs = torch.tensor([-1f, 0, 2]).reshape(1, 3);
        float[] x = [-1, 0, 2];
        var sum = x.Sum(MathF.Exp);

        Close([0, 0, 2], Activations.ReLU(inputs));
        Close([.. x.Select(value => 1 / (1 + MathF.Exp(-value)))], Activations.Sigmoid(inputs));
        Close([.. x.Select(MathF.Tanh)], Activations.Tanh(inputs));
        Close([.. x.Select(value => MathF.Exp(value) / sum)], Activations.Softmax(inputs));
    }

    [Fact]
    public void Works_over_the_last_dimension_of_any_rank()
    {
        var layer = new Dense(4, useBias: false);

        Assert.Equal([2, 5, 4], layer.Apply(torch.rand(2, 5, 3)).shape);
        Assert.Equal(["kernel"], layer.state_dict().Keys);
    }

    [Fact]
    public void The_kernel_starts_within_Glorots_bound_and_the_bias_at_zero()
    {
        var layer = new Dense(200);
        layer.Build(-1, 100);

        var kernel = layer.state_dict()["kernel"];
        Assert.Equal([200, 100], kernel.shape);
        var bound = Math.Sqrt(6.0 / 300);
        Assert.InRange(kernel.abs().max().item<float>(), 0.99 * bound, bound);
        Assert.Equal(new float[200], Values(layer.state_dict()["bias"]));
    }

    [Fact]
    public void An_activation_may_return_what_it_got()
    {
        var outputs = new Dense(2, sum => sum).Apply(torch.ones(1, 3));

        Assert.Equal(2, Values(outputs).Length);
    }

    [Fact]
    public void Wrong_shapes_are_refused_with_both_shapes()
    {
        var layer = new Dense(2, name: "head");
        var flat = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(4)));
        layer.Apply(torch.ones(1, 8));
        var features = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(4, 7)));

        Assert.StartsWith("Dense layer 'head' expects inputs of shape [batch, ..., features], got [4].", flat.Message);
        Assert.StartsWith("Dense layer 'head' expects inputs of shape [batch, ..., 8], got [4, 7].", features.Message);
    }

    [Fact]
    public void Another_element_type_is_refused_by_name()
    {
        var layer = new Dense(2, name: "head");
        layer.Apply(torch.ones(1, 3));

        var exception = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(1, 3, torch.float64)));

        Assert.StartsWith("Dense layer 'head' has weights of type Float32, got inputs of type Float64: convert one of them with to().", exception.Message);
    }

    [Fact]
    public void Fewer_than_one_unit_is_refused() =>
        Assert.Equal("units", Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0)).ParamName);
}
