using TorchSharp;
using static TorchSharp.torch;

namespace ModeLint.Runtime.Tests;

/// <summary>Which mode a call runs in.</summary>
public class ModeTests : TorchTest
{
    private readonly Tensor _inputs;

    public ModeTests() => _inputs = ones(1, 1000);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void The_argument_beats_the_state(bool state, bool argument)
    {
        var layer = new Recorder();
        layer.train(state);

        layer.Apply(_inputs, argument);

        Assert.Equal([argument], layer.Modes);
        Assert.Equal(state, layer.training);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_an_argument_the_state_decides(bool state)
    {
        var layer = new Recorder();
        layer.train(state);

        layer.Apply(_inputs);
        layer.Apply(_inputs, training: null);
        layer.forward(_inputs);
        layer.call(_inputs);

        Assert.Equal([state, state, state, state], layer.Modes);
    }

    [Fact]
    public void A_new_layer_evaluates()
    {
        Assert.All<Layer>(
            [new Dropout(0.5), new BatchNormalization(), new Dense(1), new Conv2D(1, 1), new Sequential(new Dropout(0.5))],
            layer =>
            {
                Assert.False(layer.training);
                Assert.All(layer.Layers, part => Assert.False(part.training));
            });
        Assert.Equal(Values(_inputs), Values(new Dropout(0.5).Apply(_inputs)));
    }

    [Fact]
    public void Train_and_eval_reach_the_layers_of_nested_containers()
    {
        var dropout = new Dropout(0.5);
        var model = new Sequential(new Sequential(dropout), new Dense(2));

        model.train();
        Assert.All(model.modules(), module => Assert.True(module.training));
        Assert.NotEqual(Values(_inputs), Values(dropout.Apply(_inputs)));

        model.eval();
        Assert.All(model.modules(), module => Assert.False(module.training));
        Assert.Equal(Values(_inputs), Values(dropout.Apply(_inputs)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_container_hands_the_argument_down(bool training)
    {
        var recorder = new Recorder();
        var model = new Sequential(new Sequential(recorder));
        model.train(!training);

        model.Apply(_inputs, training);

        Assert.Equal([training], recorder.Modes);
    }

    [Fact]
    public void A_layer_of_ones_own_hands_the_argument_down()
    {
        var block = new Block();
        var (first, second) = (block.Apply(_inputs, training: true), block.Apply(_inputs, training: true));
        Assert.NotEqual(Values(first), Values(second));

        (first, second) = (block.Apply(_inputs, training: false), block.Apply(_inputs, training: false));
        Assert.Equal(Values(first), Values(second));
    }

    [Fact]
    public void Within_TorchSharps_Sequential_the_state_decides_and_hooks_run()
    {
        var recorder = new Recorder();
        var model = nn.Sequential(("linear", nn.Linear(1000, 3)), ("recorder", recorder), ("dropout", new Dropout(0.5)));
        var hooked = 0;
        recorder.register_forward_hook((_, _, result) => { hooked++; return result; });

        model.train();
        model.call(_inputs);
        model.eval();
        var outputs = model.call(_inputs);

        Assert.Equal([true, false], recorder.Modes);
        Assert.Equal(2, hooked);
        Assert.Equal([1, 3], outputs.shape);
    }

    [Fact]
    public void A_layer_added_later_takes_over_the_containers_mode()
    {
        var model = new Sequential();
        model.train();
        var dropout = new Dropout(0.5);

        model.Add(dropout);

        Assert.True(dropout.training);
    }

    [Fact]
    public void Calls_that_say_their_mode_do_not_disturb_each_other()
    {
        var model = new Sequential(new Dense(8), new Dropout(0.5), new Dense(8));
        model.Build(1, 1000);
        var expected = Values(model.Apply(_inputs, training: false));

        var wrong = 0;
        Parallel.For(0, 200, number =>
        {
            using var gradients = no_grad();
            using var outputs = model.Apply(_inputs, training: number % 2 == 0);
            if (number % 2 == 1 && !Values(outputs).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Inputs_must_not_be_null() =>
        Assert.Equal("inputs", Assert.Throws<ArgumentNullException>(() => new Dense(1).Apply(null!)).ParamName);

    private sealed class Recorder : Layer
    {
        public List<bool> Modes { get; } = [];

        protected override Tensor Call(Tensor inputs, bool training)
        {
            Modes.Add(training);
            return inputs.alias();
        }
    }

    private sealed class Block : Layer
    {
        private readonly Dense _dense = new(4);
        private readonly Dropout _dropout = new(0.5);

        protected override Tensor Call(Tensor inputs, bool training) => _dense.Apply(_dropout.Apply(inputs, training), training);
    }
}
