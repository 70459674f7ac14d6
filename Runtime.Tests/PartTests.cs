using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace ModeLint.Runtime.Tests;

/// <summary>Layers that users derive: what they are made of, and weights of their own.</summary>
public class PartTests : TorchTest
{
    [Fact]
    public void Fields_and_properties_are_parts_without_any_call()
    {
        var block = new Block();
        block.Apply(rand(2, 3), training: true);

        Assert.Equal(
            ["Head.bias", "Head.kernel", "_dense.bias", "_dense.kernel", "_norm.beta", "_norm.gamma", "_norm.moving_mean", "_norm.moving_variance",
                "_shift", "_torch.bias", "_torch.weight"],
            block.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Head", "_dense", "_norm"], block.Layers.Select(layer => layer.Name).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, Func<Assigned, bool>> Questions => new()
    {
        { "named_parameters", block => block.named_parameters().Any(pair => pair.name == "_torch.weight") },
        { "own parameters", block => block.named_parameters(recurse: false).Any(pair => pair.name == "_shift") },
        { "parameters", block => block.parameters().Count() == 3 },
        { "get_parameter", block => block.get_parameter("_shift") is not null },
        { "get_parameter of a part", block => block.get_parameter("_torch.bias") is not null },
        { "has_parameter", block => block.has_parameter("_shift") },
        { "named_buffers", block => block.named_buffers().Any(pair => pair.name == "_torch.running_mean") },
        { "get_buffer", block => block.get_buffer("_torch.running_mean") is not null },
        { "named_children", block => block.named_children().Single().name == "_torch" },
        { "named_modules", block => block.named_modules().Single().name == "_torch" },
        { "state_dict", block => block.state_dict().ContainsKey("_torch.running_var") },
        { "apply", block => { var seen = 0; block.apply(_ => seen++); return seen == 2; } },
        { "to", block => { block.to(float64); return block.Inner.parameters().All(weight => weight.dtype == float64); } },
        { "eval", block => { block.eval(); return !block.Inner.training; } },
        { "Trainable", block => { block.Trainable = false; return block.Inner.parameters().All(weight => !weight.requires_grad); } },
        { "Dispose", block => { var weight = block.Inner.parameters().First(); block.Dispose(); return weight.IsInvalid; } },
    };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public void Whatever_is_asked_first_knows_the_parts(string question, Func<Assigned, bool> answer) =>
        Assert.True(answer(new Assigned()), question);

    [Fact]
    public void A_parameter_assigned_later_is_kept_and_frozen_with_its_layer()
    {
        var block = new Assigned { Trainable = false };

        InScope(() =>
        {
            block.Shift = new Parameter(ones(2));
            block.Apply(rand(3, 2));
        });

        Assert.False(block.Shift.IsInvalid);
        Assert.False(block.Shift.requires_grad);
        Assert.Same(block.Shift, block.get_parameter("_shift"));
    }

    [Fact]
    public void Parts_follow_the_mode_also_those_of_TorchSharp_and_those_assigned_later()
    {
        var block = new Block();
        Assert.All(block.modules(), part => Assert.False(part.training));

        block.train();
        Assert.All(block.modules(), part => Assert.True(part.training));

        var late = nn.Dropout(0.5);
        block.eval();
        block.Late = late;
        Assert.True(late.training);
        block.Apply(rand(2, 3));
        Assert.False(late.training);
    }

    [Fact]
    public void A_part_that_is_replaced_is_replaced_everywhere()
    {
        var block = new Block();
        block.Apply(rand(2, 3));
        var replaced = block.Head;

        block.Head = new Dense(7);
        block.Apply(rand(2, 3));

        Assert.DoesNotContain(replaced, block.modules());
        Assert.Equal([7, 4], block.get_parameter("Head.kernel")!.shape);
    }

    [Fact]
    public void A_collection_and_a_plain_tensor_are_no_parts()
    {
        var block = new Hidden();
        block.Apply(rand(2, 3));

        Assert.Empty(block.state_dict());
        Assert.Empty(block.modules());
    }

    [Fact]
    public void Parts_are_converted_and_the_fields_see_it()
    {
        var block = new Block();
        block.Apply(rand(2, 3));

        block.to(float64);

        Assert.Equal(float64, block.Apply(rand(2, 3, float64), training: true).dtype);
        Assert.All(block.state_dict().Values, weight => Assert.True(weight.dtype == float64 || weight.dtype == int64));
    }

    [Fact]
    public void Frozen_layers_freeze_all_their_parts()
    {
        var block = new Block { Trainable = false };
        block.Apply(rand(2, 3));
        Assert.Empty(block.TrainableWeights);

        block.Trainable = true;
        Assert.Equal(block.parameters().Count(), block.TrainableWeights.Count);
    }

    [Fact]
    public void Named_parts_keep_their_own_name_in_messages()
    {
        var layer = new Named();

        var exception = Assert.Throws<ArgumentException>(() => layer.Apply(ones(3)));

        Assert.StartsWith("Dense layer 'own' expects", exception.Message);
        Assert.Equal("key", Assert.Single(layer.named_children()).name);
    }

    [Fact]
    public void Own_weights_are_trained_saved_and_converted()
    {
        var layer = new Scale();
        layer.Apply(ones(2, 3)).sum().backward();

        Assert.Equal(["factor", "calls"], layer.state_dict().Keys);
        Close([2, 2, 2], layer.get_parameter("factor")!.grad!);

        layer.to(float64);
        Assert.Equal(float64, layer.Apply(ones(2, 3, float64)).dtype);
        Assert.Equal(2, layer.get_buffer("calls")!.item<double>());
    }

    [Theory]
    [InlineData("Name", "Clash layer 'clash' has a public property 'Name': a weight needs another name.")]
    [InlineData("twice", "Clash layer 'clash' already has a weight 'twice'.")]
    public void A_weights_name_must_be_free(string name, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new Clash(name)).Message);

    [Fact]
    public void A_weight_that_is_not_there_is_named()
    {
        var early = Assert.Throws<InvalidOperationException>(() => new Scale().Read("factor"));
        var late = new Scale();
        late.Apply(ones(1, 1));

        Assert.Equal("Scale layer 'scale' has no weight 'factor' yet: call Build(inputShape) or Apply first.", early.Message);
        Assert.Equal("Scale layer 'scale' has no weight 'other'.", Assert.Throws<InvalidOperationException>(() => late.Read("other")).Message);
    }

    /// <summary>Its parts come after the constructor of the base class.</summary>
    public sealed class Assigned : Layer
    {
        private readonly nn.Module<Tensor, Tensor> _torch;
        private Parameter _shift;

        public Assigned()
        {
            _torch = nn.BatchNorm1d(2);
            _shift = new Parameter(zeros(2));
        }

        public nn.Module Inner => _torch;

        public Parameter Shift
        {
            get => _shift;
            set => _shift = value;
        }

        protected override Tensor Call(Tensor inputs, bool training) => _torch.call(inputs) + _shift;
    }

    private sealed class Block : Layer
    {
        private readonly Dense _dense = new(4);
        private readonly nn.Module<Tensor, Tensor> _torch = nn.Linear(4, 4);
        private readonly Parameter _shift = new(zeros(4));
        private readonly Layer _norm;

        public Block() => _norm = new BatchNormalization();

        public Dense Head { get; set; } = new(5);

        public object? Late { get; set; }

        protected override Tensor Call(Tensor inputs, bool training)
        {
            var hidden = _torch.call(_dense.Apply(inputs, training)) + _shift;
            return Head.Apply(_norm.Apply(hidden, training), training);
        }
    }

    private sealed class Hidden : Layer
    {
        private readonly List<Layer> _list = [new Dense(2)];
        private Tensor? _last;

        protected override Tensor Call(Tensor inputs, bool training)
        {
            _last = _list[0].Apply(inputs, training);
            return _last.alias();
        }
    }

    private sealed class Named : Layer
    {
        [ComponentName(Name = "key")]
        private readonly Dense _dense = new(4, name: "own");

        protected override Tensor Call(Tensor inputs, bool training) => _dense.Apply(inputs, training);
    }

    private sealed class Scale : Layer
    {
        public Parameter Read(string name) => GetWeight(name);

        protected override void OnBuild(long[] inputShape)
        {
            AddWeight("factor", ones(inputShape[^1]));
            AddBuffer("calls", zeros(1));
        }

        protected override Tensor Call(Tensor inputs, bool training)
        {
            GetBuffer("calls").add_(1);
            return inputs * GetWeight("factor");
        }
    }

    private sealed class Clash : Layer
    {
        public Clash(string name)
        {
            AddWeight("twice", ones(1));
            AddWeight(name, ones(1));
        }

        protected override Tensor Call(Tensor inputs, bool training) => inputs.alias();
    }
}
