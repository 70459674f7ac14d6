using ModeLint.Native;
using TorchSharp;

// The random seed and the native thread pool are the process's.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace ModeLint.Runtime.Tests;

/// <summary>A test that runs TorchSharp for real.</summary>
public abstract class TorchTest
{
    protected TorchTest()
    {
        Assert.SkipWhen(NativeTorch.Unavailable is not null, NativeTorch.Unavailable ?? "");
        torch.manual_seed(1);
        // Small tensors gain nothing from threads, and spinning ones starve whatever else the machine tests.
        torch.set_num_threads(1);
    }

    /// <summary>Runs the action inside a scope that disposes every tensor made in it.</summary>
    protected static void InScope(Action action)
    {
        using var scope = torch.NewDisposeScope();
        action();
    }

    protected static float[] Values(torch.Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    protected static void Close(IReadOnlyList<float> expected, torch.Tensor actual, float tolerance = 1e-5f)
    {
        var values = Values(actual);
        Assert.Equal(expected.Count, values.Length);
        for (var index = 0; index < values.Length; index++)
            Assert.True(MathF.Abs(expected[index] - values[index]) <= tolerance, $"at {index}: expected {expected[index]}, got {values[index]}");
    }
}
