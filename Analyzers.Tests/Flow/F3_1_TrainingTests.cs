using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.1: a forward whose gradient trains its model is neither an evaluation nor waste.</summary>
public class F3_1_TrainingTests
{
    private const string Step = """
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        """;

    [Theory]
    [InlineData("optim.Adam(model.parameters())")]
    [InlineData("optim.SGD(model.parameters().ToList(), 0.1)")]
    [InlineData("optim.Adam(model.parameters().Where(p => p.requires_grad))")]
    [InlineData("optim.Adam(model.named_parameters().Select(p => p.parameter))")]
    [InlineData("optim.Adam(model.parameters().Concat(other.parameters()))")]
    [InlineData("optim.Adam(other.parameters().Concat(model.parameters()))")]
    [InlineData("optim.Adam(new[] { model, other }.SelectMany(m => m.parameters()))")]
    [InlineData("optim.Adam(new[] { new Adam.ParamGroup(model.parameters(), new Adam.Options()) })")]
    public Task F3_1_An_optimizer_with_its_parameters(string optimizer) => Verify.Body($$"""
        var model = new Net();
        var other = new Net();
        var optimizer = {{optimizer}};
        var loss = functional.mse_loss(model.call(x), y);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_The_loss_is_printed_too() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        for (var i = 0; i < count; i++)
        {
            var output = model.call(x);
            var loss = functional.mse_loss(output, y);
            {{Step}}
            Console.WriteLine($"{loss.item<float>()} {output.argmax(1).eq(y).sum().item<long>()}");
        }
        """);

    [Fact]
    public Task F3_1_Through_locals_fields_and_collections() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var outputs = new List<Tensor>();
        for (var i = 0; i < count; i++)
            outputs.Add(model.call(x[i]));
        var loss = functional.mse_loss(cat(outputs), y);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_Through_a_dictionary_and_a_tuple() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var byName = new Dictionary<string, Tensor> { ["a"] = model.call(x) };
        var pair = (output: byName["a"], target: y);
        var (output, target) = pair;
        var loss = functional.mse_loss(output, target);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_Through_a_field_of_an_object() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var held = new Held();
        held.Output = model.call(x);
        var loss = functional.mse_loss(held.Output, y);
        {{Step}}
        """, """
        class Held { public Tensor Output; }
        """);

    [Fact]
    public Task F3_1_Stored_into_a_tensor() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var all = zeros(10, 10);
        for (var i = 0; i < count; i++)
            all[i] = model.call(x[i]);
        var loss = functional.mse_loss(all, y);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_In_place_operations_are_stores() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var total = zeros(10);
        total.add_(model.call(x));
        var loss = functional.mse_loss(total, y);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_A_sum_of_losses() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        Tensor loss = zeros(1);
        for (var i = 0; i < count; i++)
            loss += functional.mse_loss(model.call(x[i]), y[i]);
        loss = loss / count;
        {{Step}}
        """);

    [Fact]
    public Task F3_1_The_step_is_in_a_method_of_its_own() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        Update(optimizer, functional.mse_loss(model.call(x), y));
        """, """
        static void Update(optim.Optimizer optimizer, Tensor loss)
        {
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
        """);

    [Fact]
    public Task F3_1_The_forward_is_in_a_method_of_its_own() => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var loss = Loss(model, x, y);
        {{Step}}
        """, """
        static Tensor Loss(Net model, Tensor x, Tensor y)
        {
            var output = model.call(x);
            return functional.mse_loss(output, y);
        }
        """);

    [Fact]
    public Task F3_1_A_loss_module() => Verify.Body($$"""
        var model = new Net();
        var criterion = CrossEntropyLoss();
        var optimizer = optim.Adam(model.parameters());
        var loss = criterion.call(model.call(x), y);
        {{Step}}
        """);

    [Fact]
    public Task F3_1_An_optimizer_of_a_whole_that_contains_it() => Verify.Program($$"""
        class Pair : Module<Tensor, Tensor>
        {
            public readonly Net First = new Net();
            public readonly Net Second = new Net();
            public Pair() : base("pair") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => Second.call(First.call(x));
        }
        static class Program
        {
            static void Run(Tensor x, Tensor y)
            {
                var pair = new Pair();
                var optimizer = optim.Adam(pair.parameters());
                var hidden = pair.First.call(x);
                var loss = functional.mse_loss(pair.Second.call(hidden), y);
                {{Step}}
            }
        }
        """);

    [Fact]
    public Task F3_1_An_optimizer_of_a_part() => Verify.Program($$"""
        class Pair : Module<Tensor, Tensor>
        {
            public readonly Net First = new Net();
            public readonly Net Second = new Net();
            public Pair() : base("pair") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => Second.call(First.call(x));
        }
        static class Program
        {
            static void Run(Tensor x, Tensor y)
            {
                var pair = new Pair();
                var optimizer = optim.Adam(pair.Second.parameters());
                var loss = functional.mse_loss(pair.call(x), y);
                {{Step}}
            }
        }
        """);

    [Fact]
    public Task F3_1_Parameters_that_are_updated_by_hand() => Verify.Body("""
        var model = new Net();
        functional.mse_loss(model.call(x), y).backward();
        using (no_grad())
        {
            foreach (var parameter in model.parameters())
                parameter.sub_(parameter.grad * 0.1);
        }
        """);

    [Fact]
    public Task F3_1_A_type_of_ones_own_that_received_the_parameters() => Verify.Body("""
        var model = new Net();
        var descent = new Descent(model.parameters());
        functional.mse_loss(model.call(x), y).backward();
        descent.Go();
        """, """
        class Descent
        {
            private readonly List<Parameter> _all;
            public Descent(IEnumerable<Parameter> all) => _all = all.ToList();
            public void Go() { using (no_grad()) foreach (var each in _all) each.sub_(each.grad * 0.1); }
        }
        """);

    [Fact]
    public Task F3_1_An_optimizer_from_outside() => Verify.Program($$"""
        static class Program
        {
            static void Run(Net model, optim.Optimizer optimizer, Tensor x, Tensor y)
            {
                var loss = functional.mse_loss(model.call(x), y);
                {{Step}}
            }
        }
        """);

    [Fact]
    public Task F3_1_A_closure_that_an_optimizer_runs() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.LBFGS(model.parameters());
        optimizer.step(() =>
        {
            optimizer.zero_grad();
            var loss = functional.mse_loss(model.call(x), y);
            loss.backward();
            return loss;
        });
        """);

    [Fact]
    public Task F3_1_Adversarial_steps_train_both() => Verify.Body("""
        var generator = new Net();
        var critic = new Net();
        var optimizerG = optim.Adam(generator.parameters());
        var optimizerC = optim.Adam(critic.parameters());
        for (var i = 0; i < count; i++)
        {
            optimizerC.zero_grad();
            var fake = generator.call(randn(4, 10));
            var lossC = critic.call(fake.detach()).mean() - critic.call(x).mean();
            lossC.backward();
            optimizerC.step();
            optimizerG.zero_grad();
            var lossG = -critic.call(fake).mean();
            lossG.backward();
            optimizerG.step();
        }
        """);

    [Fact]
    public Task F3_1_Computed_without_gradients_is_still_training() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        using var guard = no_grad();
        var loss = functional.mse_loss(model.call(x), y);
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_1_Gradients_with_named_variables() => Verify.Body("""
        var model = new Net();
        var variables = model.parameters().Select(parameter => (Tensor)parameter).ToList();
        var loss = functional.mse_loss(model.call(x), y);
        var gradients = autograd.grad(new[] { loss }, variables);
        using (no_grad())
        {
            for (var i = 0; i < variables.Count; i++)
                variables[i].sub_(gradients[i] * 0.1);
        }
        """);

    [Fact]
    public Task F3_1_Backward_of_several_losses_at_once() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var a = functional.mse_loss(model.call(x), y);
        var b = functional.mse_loss(model.call(y), x);
        autograd.backward(new[] { a, b });
        optimizer.step();
        """);
}
