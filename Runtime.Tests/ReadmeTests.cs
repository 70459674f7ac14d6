using ModeLint.Runtime;
using static TorchSharp.torch;

namespace ModeLint.Runtime.Tests;

/// <summary>The example of the package's readme is the code below, which runs.</summary>
public class ReadmeTests : TorchTest
{
    [Fact]
    public void The_example_does_what_its_comments_say()
    {
        var images = rand(4, 1, 28, 28);

        var model = new Sequential(
            new Conv2D(32, kernelSize: 3, padding: Padding.Same, useBias: false),
            new BatchNormalization(),
            new Conv2D(64, kernelSize: 3, strides: 2, activation: Activations.ReLU),
            new Dropout(0.25));
        model.Build(-1, 1, 28, 28);                                 // weights exist from here on

        var optimizer = optim.Adam(model.TrainableWeights);
        var features = model.Apply(images, training: true);         // drops, moves batch statistics

        Assert.NotEqual(new float[32], Values(model.get_buffer("batch_normalization.moving_mean")!));
        Assert.NotEqual(Values(features), Values(model.Apply(images, training: true)));

        using (no_grad())
            features = model.Apply(images, training: false);        // repeatable

        Assert.Equal(Values(features), Values(model.Apply(images, training: false)));
        Assert.Equal([4, 64, 13, 13], features.shape);
        Assert.NotEmpty(optimizer.ParamGroups);
    }

    [Fact]
    public void The_example_is_what_this_file_runs()
    {
        var example = Lines("README.md").SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").ToList();
        var code = Lines("ReadmeTests.cs").GetEnumerator();

        Assert.NotEmpty(example);
        Assert.All(example.Where(line => line.Length > 0), line =>
        {
            while (code.MoveNext())
                if (code.Current == line) return;
            Assert.Fail($"not run, or in another order: {line}");
        });
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line) yield return line.Trim();
    }
}
