using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class BatchNormalizationTests : TorchTest
{
    [Fact]
    public void Training_normalises_by_the_batch_and_moves_the_averages()
    {
        var layer = new BatchNormalization(momentum: 0.9, epsilon: 0.5);

        var outputs = layer.Apply(torch.tensor([1f, 3f, 5f, 7f]).reshape(4, 1), training: true);

        // Mean 4; variance 5, or 20/3 unbiased.
        var scale = 1 / MathF.Sqrt(5 + 0.5f);
        Close([-3 * scale, -1 * scale, 1 * scale, 3 * scale], outputs);
        Close([0.1f * 4], layer.state_dict()["moving_mean"]);
        Close([0.9f + 0.1f * 20 / 3], layer.state_dict()["moving_variance"]);
    }

    [Fact]
    public void Evaluation_normalises_by_the_averages_and_leaves_them()
    {
        var layer = new BatchNormalization(epsilon: 1e-3);
        layer.Apply(torch.randn(8, 2) * 3 + 1, training: true);
        var (mean, variance) = (Values(layer.state_dict()["moving_mean"]), Values(layer.state_dict()["moving_variance"]));

        var outputs = layer.Apply(torch.tensor([5f, -5f]).reshape(1, 2), training: false);

        Close([(5 - mean[0]) / MathF.Sqrt(variance[0] + 1e-3f), (-5 - mean[1]) / MathF.Sqrt(variance[1] + 1e-3f)], outputs);
        Assert.Equal(mean, Values(layer.state_dict()["moving_mean"]));
        Assert.Equal(variance, Values(layer.state_dict()["moving_variance"]));
    }

    [Fact]
    public void Gamma_and_beta_scale_and_shift()
    {
        var layer = new BatchNormalization(epsilon: 1e-3);
        layer.Build(-1, 1);
        using (torch.no_grad())
        {
            layer.state_dict()["gamma"].fill_(3);
            layer.state_dict()["beta"].fill_(10);
        }

        var scale = 3 / MathF.Sqrt(1 + 1e-3f);
        Close([10 + 2 * scale], layer.Apply(torch.full([1, 1], 2f), training: false));
    }

    [Theory]
    [InlineData(true, true, "gamma beta moving_mean moving_variance")]
    [InlineData(true, false, "beta moving_mean moving_variance")]
    [InlineData(false, true, "gamma moving_mean moving_variance")]
    [InlineData(false, false, "moving_mean moving_variance")]
    public void Center_and_scale_decide_the_weights(bool center, bool scale, string keys)
    {
        var layer = new BatchNormalization(center: center, scale: scale);

        var outputs = layer.Apply(torch.tensor([1f, -1f]).reshape(2, 1), training: true);

        var expected = 1 / MathF.Sqrt(1 + 1e-3f);
        Close([expected, -expected], outputs);
        Assert.Equal(keys.Split(' '), layer.state_dict().Keys);
    }

    [Fact]
    public void Each_channel_of_an_image_is_normalised_over_batch_rows_and_columns()
    {
        var images = torch.randn(4, 3, 5, 5) * torch.tensor([1f, 5f, 9f]).reshape(1, 3, 1, 1) + 7;

        var outputs = new BatchNormalization(epsilon: 1e-9).Apply(images, training: true);

        Close([0, 0, 0], outputs.mean([0, 2, 3]), 1e-4f);
        Close([1, 1, 1], outputs.var([0, 2, 3], unbiased: false), 1e-3f);
    }

    [Fact]
    public void Frozen_it_computes_as_in_evaluation_whatever_the_mode()
    {
        var layer = new BatchNormalization { Trainable = false };
        var inputs = torch.randn(8, 2);

        var outputs = layer.Apply(inputs, training: true);

        Assert.Equal(Values(layer.Apply(inputs, training: false)), Values(outputs));
        Assert.Equal([0f, 0f], Values(layer.state_dict()["moving_mean"]));
        Assert.False(layer.get_parameter("gamma")!.requires_grad);

        layer.Trainable = true;
        layer.Apply(inputs, training: true);
        Assert.NotEqual([0f, 0f], Values(layer.state_dict()["moving_mean"]));
        Assert.True(layer.get_parameter("gamma")!.requires_grad);
    }

    [Theory]
    [InlineData(new long[] { 1, 2 })]
    [InlineData(new long[] { 1, 2, 1, 1 })]
    [InlineData(new long[] { 0, 2 })]
    public void One_value_per_channel_is_refused_in_training_only(long[] shape)
    {
        var layer = new BatchNormalization(name: "bn");

        var exception = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(shape), training: true));

        Assert.StartsWith(
            $"BatchNormalization layer 'bn' expects inputs of shape [batch, 2, ...] with more than one value per channel in training mode, got [{string.Join(", ", shape)}].",
            exception.Message);
        Assert.False(layer.state_dict()["moving_variance"].isnan().any().item<bool>());
        Assert.Equal(shape, layer.Apply(torch.ones(shape), training: false).shape);
    }

    [Fact]
    public void One_value_per_channel_is_accepted_while_frozen() =>
        Assert.Equal([1, 2], new BatchNormalization { Trainable = false }.Apply(torch.ones(1, 2), training: true).shape);

    [Fact]
    public void Wrong_shapes_are_refused_with_both_shapes()
    {
        var layer = new BatchNormalization(name: "bn");
        var flat = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(4)));
        layer.Build(-1, 3);
        var channels = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(4, 2)));

        Assert.StartsWith("BatchNormalization layer 'bn' expects inputs of shape [batch, channels, ...], got [4].", flat.Message);
        Assert.StartsWith("BatchNormalization layer 'bn' expects inputs of shape [batch, 3, ...], got [4, 2].", channels.Message);
    }

    [Theory]
    [InlineData(-0.1, 1e-3, "momentum")]
    [InlineData(1.0, 1e-3, "momentum")]
    [InlineData(double.NaN, 1e-3, "momentum")]
    [InlineData(0.9, 0.0, "epsilon")]
    [InlineData(0.9, double.NaN, "epsilon")]
    [InlineData(0.9, double.PositiveInfinity, "epsilon")]
    public void Numbers_out_of_range_are_refused(double momentum, double epsilon, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(momentum, epsilon)).ParamName);
}
