using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class Conv2DTests : TorchTest
{
    [Theory]
    [InlineData(6, 7, 3, 1, Padding.Valid)]
    [InlineData(6, 7, 3, 2, Padding.Valid)]
    [InlineData(5, 5, 5, 1, Padding.Valid)]
    [InlineData(6, 7, 3, 1, Padding.Same)]
    [InlineData(6, 7, 2, 1, Padding.Same)]
    [InlineData(6, 7, 4, 1, Padding.Same)]
    [InlineData(6, 7, 3, 2, Padding.Same)]
    [InlineData(7, 8, 1, 3, Padding.Same)]
    [InlineData(2, 2, 5, 1, Padding.Same)]
    public void Agrees_with_the_sum_over_the_window(int height, int width, int kernelSize, int strides, Padding padding)
    {
        var layer = new Conv2D(2, kernelSize, strides, padding);
        var images = torch.randn(2, 3, height, width);

        var outputs = layer.Apply(images);

        var (rows, columns) = (Size(height), Size(width));
        Assert.Equal([2, 2, rows, columns], outputs.shape);
        var (top, left) = (Before(height, rows), Before(width, columns));
        var (pixels, kernel, bias) = (Values(images), Values(layer.state_dict()["kernel"]), Values(layer.state_dict()["bias"]));
        var expected = new List<float>();
        for (var image = 0; image < 2; image++)
            for (var filter = 0; filter < 2; filter++)
                for (var row = 0; row < rows; row++)
                    for (var column = 0; column < columns; column++)
                        expected.Add(bias[filter] + Window(image, filter, row * strides - top, column * strides - left));
        Close(expected, outputs, 1e-4f);

        int Size(int size) => padding == Padding.Same ? (int)Math.Ceiling(size / (double)strides) : (size - kernelSize) / strides + 1;

        int Before(int size, int outputs) => padding == Padding.Same ? Math.Max((outputs - 1) * strides + kernelSize - size, 0) / 2 : 0;

        float Window(int image, int filter, int y, int x)
        {
            var sum = 0f;
            for (var channel = 0; channel < 3; channel++)
                for (var i = 0; i < kernelSize; i++)
                    for (var j = 0; j < kernelSize; j++)
                        if (y + i >= 0 && y + i < height && x + j >= 0 && x + j < width)
                        {
                            sum += pixels[((image * 3 + channel) * height + y + i) * width + x + j]
                                * kernel[((filter * 3 + channel) * kernelSize + i) * kernelSize + j];
                        }
            return sum;
        }
    }

    [Fact]
    public void The_activation_comes_after_the_bias()
    {
        var layer = new Conv2D(1, 1, activation: Activations.ReLU);
        layer.Build(-1, 1, 1, 1);
        using (torch.no_grad())
        {
            layer.state_dict()["kernel"].fill_(1);
            layer.state_dict()["bias"].fill_(-2);
        }

        Close([0, 1], layer.Apply(torch.tensor([1f, 3f]).reshape(2, 1, 1, 1)));
    }

    [Fact]
    public void The_kernel_starts_within_Glorots_bound()
    {
        var layer = new Conv2D(20, 5, useBias: false);
        layer.Build(-1, 10, 5, 5);

        var kernel = Assert.Single(layer.state_dict()).Value;
        Assert.Equal([20, 10, 5, 5], kernel.shape);
        var bound = Math.Sqrt(6.0 / (30 * 25));
        Assert.InRange(kernel.abs().max().item<float>(), 0.99 * bound, bound);
    }

    [Fact]
    public void Wrong_shapes_are_refused_with_both_shapes()
    {
        var layer = new Conv2D(2, 3, name: "conv");
        var rank = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(4, 4)));
        layer.Apply(torch.ones(1, 3, 8, 8));
        var channels = Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(1, 1, 8, 8)));

        Assert.StartsWith("Conv2D layer 'conv' expects inputs of shape [batch, channels, height, width], got [4, 4].", rank.Message);
        Assert.StartsWith("Conv2D layer 'conv' expects inputs of shape [batch, 3, height, width], got [1, 1, 8, 8].", channels.Message);
    }

    [Fact]
    public void A_kernel_larger_than_the_image_is_refused_with_the_size_of_the_output()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Conv2D(2, 5, name: "conv").Apply(torch.ones(1, 3, 4, 8)));

        Assert.StartsWith(
            "Conv2D layer 'conv' expects inputs of shape [batch, 3, height, width] large enough for a 5x5 kernel, got [1, 3, 4, 8], with which the output would be 0x4.",
            exception.Message);
    }

    [Fact]
    public void An_image_without_rows_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Conv2D(2, 3, padding: Padding.Same).Apply(torch.ones(1, 3, 0, 8)));

    [Theory]
    [InlineData(0, 1, 1, Padding.Valid, "filters")]
    [InlineData(1, 0, 1, Padding.Valid, "kernelSize")]
    [InlineData(1, 1, 0, Padding.Valid, "strides")]
    [InlineData(1, 1, 1, (Padding)7, "padding")]
    public void Numbers_out_of_range_are_refused(int filters, int kernelSize, int strides, Padding padding, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(filters, kernelSize, strides, padding)).ParamName);
}
