using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class SequentialTests : TorchTest
{
    [Fact]
    public void Layers_run_in_their_order()
    {
        var (first, second) = (new Dense(3), new Dense(2));
        var model = new Sequential(first, second);
        var inputs = torch.rand(4, 5);

        Close(Values(second.Apply(first.Apply(inputs))), model.Apply(inputs));
        Assert.Equal([first, second], model.Layers);
    }

    [Fact]
    public void Inputs_survive_and_so_do_they_without_layers()
    {
        var inputs = torch.rand(2, 3);

        new Sequential(new Dropout(0.5), new Dense(1)).Apply(inputs).Dispose();
        new Sequential(new Same(), new Same()).Apply(inputs).Dispose();
        var outputs = new Sequential().Apply(inputs);

        Assert.Equal(Values(inputs), Values(outputs));
        outputs.Dispose();
        Assert.Equal(6, Values(inputs).Length);
    }

    [Fact]
    public void Results_between_layers_are_disposed()
    {
        var keeper = new Keeper();
        var model = new Sequential(new Dense(3), keeper, new Dense(2));

        model.Apply(torch.rand(4, 5)).sum().backward();

        Assert.True(keeper.Inputs!.IsInvalid);
        Assert.NotNull(model.get_parameter("dense.kernel")!.grad);
    }

    [Fact]
    public void Keys_are_numbered_within_the_model_whatever_else_the_process_made()
    {
        for (var round = 0; round < 2; round++)
        {
            var model = new Sequential(
                new Conv2D(2, 3), new BatchNormalization(scale: false), new Conv2D(2, 3, useBias: false), new Dense(1, name: "head"));
            model.Build(-1, 1, 8, 8);

            Assert.Equal(
                ["conv2d.kernel", "conv2d.bias", "batch_normalization.beta", "conv2d_1.kernel", "head.kernel", "head.bias",
                    "batch_normalization.moving_mean", "batch_normalization.moving_variance"],
                model.state_dict().Keys);
            Assert.Equal(["conv2d", "batch_normalization", "conv2d_1", "head"], model.Layers.Select(layer => layer.Name));
        }
    }

    [Fact]
    public void Messages_use_the_name_within_the_model()
    {
        var model = new Sequential(new Dense(3), new Dense(2));
        model.Build(-1, 4);

        var exception = Assert.Throws<ArgumentException>(() => model.Layers[1].Apply(torch.ones(1, 7)));

        Assert.StartsWith("Dense layer 'dense_1' expects inputs of shape [batch, ..., 3], got [1, 7].", exception.Message);
    }

    [Fact]
    public void The_same_layer_twice_is_refused()
    {
        var layer = new Dense(1);

        var exception = Assert.Throws<ArgumentException>(() => new Sequential(layer, layer));

        Assert.StartsWith("Sequential layer 'sequential' already contains the Dense layer 'dense'.", exception.Message);
    }

    [Fact]
    public void The_same_name_twice_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Sequential(new Dense(1, name: "a"), new Dropout(0.5, "a")));

        Assert.StartsWith("Sequential layer 'sequential' already contains a layer named 'a'.", exception.Message);
    }

    [Fact]
    public void A_container_in_itself_is_refused()
    {
        var outer = new Sequential();
        var inner = new Sequential(outer);

        Assert.Throws<ArgumentException>(() => outer.Add(outer));
        Assert.StartsWith("Sequential layer 'sequential' cannot contain itself.", Assert.Throws<ArgumentException>(() => outer.Add(inner)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    public void A_name_that_would_break_keys_is_refused(string name) =>
        Assert.StartsWith($"'{name}' is no name for a layer", Assert.Throws<ArgumentException>(() => new Dense(1, name: name)).Message);

    private sealed class Same : Layer
    {
        protected override torch.Tensor Call(torch.Tensor inputs, bool training) => inputs;
    }

    private sealed class Keeper : Layer
    {
        public torch.Tensor? Inputs { get; private set; }

        protected override torch.Tensor Call(torch.Tensor inputs, bool training)
        {
            Inputs = inputs;
            return inputs * 2;
        }
    }
}
