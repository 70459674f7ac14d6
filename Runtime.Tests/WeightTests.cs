using TorchSharp;
using static TorchSharp.torch;

namespace ModeLint.Runtime.Tests;

/// <summary>When weights exist, who owns them, where they are, and what is saved.</summary>
public class WeightTests : TorchTest
{
    private static Sequential Model() =>
        new(new Conv2D(2, 3), new BatchNormalization(), new Dropout(0.5), new Dense(3));

    [Fact]
    public void Weights_asked_for_too_early_are_an_error_that_names_the_layer()
    {
        var model = new Sequential(new Dropout(0.5), new Dense(3));
        Action[] questions =
            [() => _ = model.TrainableWeights, () => _ = model.NonTrainableWeights, () => model.CountParams(), () => optim.Adam(model.parameters())];

        Assert.False(model.Built);
        Assert.All(questions, question => Assert.Equal(
            "Dense layer 'dense' has no weights yet: call Build(inputShape) or Apply first.",
            Assert.Throws<InvalidOperationException>(question).Message));
    }

    [Fact]
    public void A_layer_without_weights_is_built_from_the_start()
    {
        Assert.True(new Dropout(0.5).Built);
        Assert.Empty(new Dropout(0.5).parameters());
        Assert.Equal(0, new Sequential(new Dropout(0.5)).CountParams());
    }

    [Fact]
    public void Build_makes_all_weights_and_moves_no_average()
    {
        var model = Model();

        model.Build(-1, 1, 8, 8);

        Assert.True(model.Built);
        // Conv2D 2*1*3*3 + 2; BatchNormalization 4*2, half of it trained; Dense 3*6 + 3.
        Assert.Equal(20 + 8 + 21, model.CountParams());
        Assert.Equal(20 + 4 + 21, model.TrainableWeights.Sum(weight => weight.numel()));
        Assert.Equal(4, model.NonTrainableWeights.Sum(weight => weight.numel()));
        Assert.Equal([0f, 0f], Values(model.get_buffer("batch_normalization.moving_mean")!));
        Assert.All(model.parameters(), weight => Assert.True(weight.requires_grad));
    }

    [Fact]
    public void Building_again_keeps_the_weights()
    {
        var model = Model();
        model.Build(-1, 1, 8, 8);
        var before = Values(model.get_parameter("dense.kernel")!);

        model.Build(5, 1, 8, 8);

        Assert.Equal(before, Values(model.get_parameter("dense.kernel")!));
        Assert.Throws<ArgumentException>(() => model.Build(-1, 2, 8, 8));
    }

    [Theory]
    [InlineData(new long[0], "[]")]
    [InlineData(new long[] { 4, -1 }, "[4, -1]")]
    [InlineData(new long[] { 4, 0 }, "[4, 0]")]
    public void A_shape_without_sizes_is_refused(long[] shape, string text)
    {
        var exception = Assert.Throws<ArgumentException>(() => new Dense(1).Build(shape));

        Assert.StartsWith($"Dense layer 'dense' cannot be built for {text}: give a batch's shape", exception.Message);
    }

    [Fact]
    public void Weights_outlive_the_dispose_scope_they_were_made_in()
    {
        var model = Model();

        InScope(() => model.Apply(rand(2, 1, 8, 8)));

        Assert.Equal(8, model.state_dict().Count);
        Assert.All(model.state_dict().Values, weight => Assert.False(weight.IsInvalid));
        Assert.Equal([2, 2, 6, 3], model.Apply(rand(2, 1, 8, 8)).shape);
    }

    [Fact]
    public void Weights_first_made_in_inference_mode_can_still_be_trained()
    {
        var model = Model();
        using (inference_mode()) model.Apply(rand(2, 1, 8, 8));

        var before = Values(model.get_parameter("dense.kernel")!);
        model.Apply(rand(2, 1, 8, 8), training: true).sum().backward();
        optim.SGD(model.parameters(), 0.1).step();

        Assert.NotEqual(before, Values(model.get_parameter("dense.kernel")!));
    }

    [Fact]
    public void Weights_get_the_type_of_the_first_inputs()
    {
        var model = Model();

        Assert.Equal(float64, model.Apply(rand(2, 1, 8, 8, float64), training: true).dtype);
        Assert.All(model.state_dict().Values, weight => Assert.Equal(float64, weight.dtype));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_layer_can_be_converted_before_and_after_its_weights_exist(bool before)
    {
        var model = Model();
        if (!before) model.Apply(rand(2, 1, 8, 8), training: true);

        model.to(float64);
        if (before) model.Build(-1, 1, 8, 8);

        Assert.All(model.state_dict().Values, weight => Assert.Equal(float64, weight.dtype));
        model.Apply(rand(2, 1, 8, 8, float64), training: true).sum().backward();
        Assert.All(model.parameters(), weight => Assert.NotNull(weight.grad));
        model.to(float32).to(CPU);
        Assert.Equal(float32, model.Apply(rand(2, 1, 8, 8)).dtype);
    }

    [Fact]
    public void Whole_numbers_do_not_make_whole_weights()
    {
        var layer = new Dense(1);

        var exception = Assert.Throws<ArgumentException>(() => layer.Apply(ones(2, 3, int64)));

        Assert.StartsWith("Dense layer 'dense' has weights of type Float32, got inputs of type Int64", exception.Message);
        Assert.Equal(float32, layer.get_parameter("kernel")!.dtype);
    }

    [Fact]
    public void Saved_weights_load_into_another_model()
    {
        var (saved, loaded) = (Model(), Model());
        saved.Apply(rand(4, 1, 8, 8), training: true);
        loaded.Build(-1, 1, 8, 8);
        var path = Path.GetTempFileName();
        try
        {
            saved.save(path);
            loaded.load(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(saved.state_dict().Keys, loaded.state_dict().Keys);
        var inputs = rand(4, 1, 8, 8);
        Assert.Equal(Values(saved.Apply(inputs)), Values(loaded.Apply(inputs)));

        var third = Model();
        third.Build(-1, 1, 8, 8);
        third.load_state_dict(saved.state_dict());
        Assert.Equal(Values(saved.Apply(inputs)), Values(third.Apply(inputs)));
    }

    [Fact]
    public void Trainable_reaches_parts_and_weights_that_come_later()
    {
        var model = Model();
        model.Trainable = false;
        var late = new Dense(2);
        model.Add(late);

        model.Build(-1, 1, 8, 8);

        Assert.Empty(model.TrainableWeights);
        Assert.False(late.Trainable);
        Assert.Equal(model.state_dict().Count, model.NonTrainableWeights.Count);

        model.Trainable = true;
        Assert.True(late.Trainable);
        Assert.Equal(model.parameters().Count(), model.TrainableWeights.Count);
    }

    [Fact]
    public void Frozen_layers_still_drop_when_training()
    {
        var layer = new Dropout(0.5) { Trainable = false };

        Assert.Contains(0f, Values(layer.Apply(ones(1000), training: true)));
    }

    [Fact]
    public void Disposing_a_model_disposes_its_weights()
    {
        var model = Model();
        model.Build(-1, 1, 8, 8);
        var weights = model.state_dict().Values.ToList();

        model.Dispose();

        Assert.All(weights, weight => Assert.True(weight.IsInvalid));
    }
}
