using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gradients.EvaluationRecordsGradients;

/// <summary>Silent on purpose.</summary>
public class DoesNotReport
{
    private static Task Evaluating(string statements, string members = "") => Verify.Body("var model = new Net();\nmodel.eval();\n" + statements, members);

    [Fact]
    public Task Saliency() => Evaluating("""
        var image = x.clone().requires_grad_();
        model.call(image).sum().backward();
        Console.WriteLine(image.grad.abs().sum().item<float>());
        """);

    [Fact]
    public Task An_input_that_requires_gradients() => Evaluating("""
        x.requires_grad = true;
        var output = model.call(x);
        var slope = autograd.grad(new[] { output.sum() }, new[] { x }, create_graph: true)[0];
        Console.WriteLine(slope.item<float>());
        """);

    [Fact]
    public Task A_gradient_penalty() => Verify.Body("""
        var critic = new Net();
        var optimizer = optim.Adam(critic.parameters());
        var mixed = (x + y).requires_grad_();
        var output = critic.call(mixed);
        var slope = autograd.grad(new[] { output.sum() }, new[] { mixed }, create_graph: true)[0];
        var loss = (slope.norm() - 1).pow(2) + output.mean();
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task A_model_whose_parameters_are_all_frozen() => Evaluating("""
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        Console.WriteLine(model.call(x).item<float>());
        """);

    [Fact]
    public Task A_layer_without_parameters() => Verify.Body("""
        var softmax = Softmax(1);
        Console.WriteLine(softmax.call(x).item<float>());
        """);

    [Fact]
    public Task A_loss() => Verify.Body("""
        Console.WriteLine(MSELoss().call(x, y).item<float>());
        """);

    [Fact]
    public Task Set_grad_enabled_as_a_statement() => Evaluating("""
        set_grad_enabled(false);
        Console.WriteLine(model.call(x).item<float>());
        """);

    [Fact]
    public Task A_guard_from_a_factory() => Evaluating("""
        using (Quiet())
            Console.WriteLine(model.call(x).item<float>());
        """, """
        static IDisposable Quiet() => no_grad();
        """);

    [Fact]
    public Task A_result_that_nobody_uses() => Evaluating("""
        model.call(x);
        var output = model.call(y);
        """);

    [Fact]
    public Task Only_the_shape() => Evaluating("""
        var shape = model.call(x).shape;
        Console.WriteLine(shape[0] + " " + shape.Length);
        """);

    [Fact]
    public Task A_forward_that_turns_gradients_off_itself() => Verify.Program("""
        class Quiet : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            public Quiet() : base("quiet") { RegisterComponents(); }
            public override Tensor forward(Tensor x)
            {
                using (no_grad())
                    return fc.call(x);
            }
        }
        static class Program
        {
            static void Run(Tensor x) => Console.WriteLine(new Quiet().call(x).item<float>());
        }
        """);

    [Fact]
    public Task A_training_step() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var loss = functional.mse_loss(model.call(x), y);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        Console.WriteLine(loss.item<float>());
        """);

    [Fact]
    public Task A_pragma() => Evaluating("""
        #pragma warning disable MODE201
        Console.WriteLine(model.call(x).item<float>());
        #pragma warning restore MODE201
        """);
}
