using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.2 to F3.5: carried, wanted, part of training, sampled.</summary>
public class F3_2_OtherPhasesTests
{
    [Fact]
    public Task F3_2_A_perceptual_loss_carries_gradients() => Verify.Body("""
        var features = new Net();
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var loss = functional.mse_loss(features.call(model.call(x)), features.call(y));
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_2_A_frozen_backbone_in_front_of_a_head() => Verify.Body("""
        var backbone = new Net();
        var head = new Net();
        backbone.eval();
        var optimizer = optim.Adam(head.parameters());
        var loss = functional.mse_loss(head.call(backbone.call(x)), y);
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_3_Saliency_of_a_model_in_evaluation_mode() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        x.requires_grad = true;
        model.call(x).sum().backward();
        Console.WriteLine(x.grad.ToSingle());
        """);

    [Fact]
    public Task F3_3_Saliency_of_a_model_in_training_mode() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        x.requires_grad = true;
        {|MODE101:model.call(x)|}.sum().backward();
        Console.WriteLine(x.grad.ToSingle());
        """);

    [Fact]
    public Task F3_3_An_attack_with_autograd_grad() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        var input = x.clone().requires_grad_();
        var gradient = autograd.grad(new[] { model.call(input).sum() }, new[] { input })[0];
        Console.WriteLine(gradient.ToSingle());
        """);

    [Fact]
    public Task F3_3_A_step_may_lie_outside_of_what_is_seen() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x, Tensor y) => functional.mse_loss(model.call(x), y).backward();
        }
        """);

    [Fact]
    public Task F3_3_A_frozen_model_records_nothing() => Verify.Body("""
        var model = new Net();
        model.eval();
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F3_3_A_frozen_model_by_requires_grad_() => Verify.Body("""
        var model = new Net();
        model.eval();
        foreach (var (name, parameter) in model.named_parameters())
            parameter.requires_grad_(false);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F3_3_A_frozen_model_has_a_mode() => Verify.Body("""
        var model = new Net();
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F3_3_A_model_without_parameters_records_nothing() => Verify.Body("""
        var model = Dropout(0.5);
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F3_4_Numbers_that_serve_the_training_of_the_same_model() => Verify.Body("""
        var policy = new Net();
        var optimizer = optim.Adam(policy.parameters());
        var old = policy.call(x).detach();
        for (var i = 0; i < count; i++)
        {
            optimizer.zero_grad();
            var loss = (policy.call(x) / old).mean();
            loss.backward();
            optimizer.step();
        }
        """);

    [Fact]
    public Task F3_4_Numbers_under_a_guard_that_serve_the_training() => Verify.Body("""
        var policy = new Net();
        var optimizer = optim.Adam(policy.parameters());
        Tensor old;
        using (no_grad())
            old = policy.call(x);
        optimizer.zero_grad();
        var loss = (policy.call(x) / old).mean();
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_4_A_target_network_stays_an_evaluation() => Verify.Body("""
        var policy = new Net();
        var target = new Net();
        var optimizer = optim.Adam(policy.parameters());
        Tensor next;
        using (no_grad())
            next = {|MODE101:target.call(y)|};
        optimizer.zero_grad();
        var loss = functional.mse_loss(policy.call(x), next);
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_4_A_target_network_in_evaluation_mode() => Verify.Body("""
        var policy = new Net();
        var target = new Net();
        target.eval();
        var optimizer = optim.Adam(policy.parameters());
        Tensor next;
        using (no_grad())
            next = target.call(y);
        optimizer.zero_grad();
        var loss = functional.mse_loss(policy.call(x), next);
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_4_Detached_instead_of_guarded_in_a_step_is_not_201() => Verify.Body("""
        var policy = new Net();
        var target = new Net();
        target.eval();
        var optimizer = optim.Adam(policy.parameters());
        var next = target.call(y).detach();
        optimizer.zero_grad();
        var loss = functional.mse_loss(policy.call(x), next);
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_4_A_number_that_is_printed_is_consumed() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var loss = functional.mse_loss(model.call(x), y);
        loss.backward();
        optimizer.step();
        using (no_grad())
            Console.WriteLine({|MODE101:model.call(y)|}.ToSingle());
        """);

    [Fact]
    public Task F3_4_A_number_for_a_scheduler_is_consumed() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var scheduler = optim.lr_scheduler.ReduceLROnPlateau(optimizer);
        functional.mse_loss(model.call(x), y).backward();
        optimizer.step();
        using (no_grad())
            scheduler.step(functional.mse_loss({|MODE101:model.call(y)|}, x).item<float>());
        """);

    [Fact]
    public Task F3_4_Actions_that_a_training_body_samples() => Verify.Body("""
        var policy = new Net();
        var optimizer = optim.Adam(policy.parameters());
        var actions = new List<Tensor>();
        for (var i = 0; i < count; i++)
        {
            using (no_grad())
                actions.Add(policy.call(x[i]).softmax(0).multinomial(1));
        }
        optimizer.zero_grad();
        var loss = policy.call(x).gather(1, cat(actions)).mean();
        loss.backward();
        optimizer.step();
        """);

    [Fact]
    public Task F3_5_Monte_Carlo_dropout() => Verify.Body("""
        var model = new Net();
        var samples = new List<Tensor>();
        using (no_grad())
        {
            for (var i = 0; i < 20; i++)
                samples.Add(model.call(x));
        }
        Console.WriteLine(stack(samples).std().ToSingle());
        """);

    [Fact]
    public Task F3_5_Monte_Carlo_dropout_with_Linq() => Verify.Body("""
        var model = new Net();
        model.train();
        using (no_grad())
        {
            var samples = Enumerable.Range(0, 20).Select(_ => model.call(x)).ToList();
            Console.WriteLine(stack(samples).mean().ToSingle());
        }
        """);

    [Fact]
    public Task F3_5_Monte_Carlo_dropout_in_a_sum() => Verify.Body("""
        var model = new Net();
        using var guard = no_grad();
        var sum = zeros(10);
        for (var i = 0; i < 20; i++)
            sum += model.call(x);
        Console.WriteLine((sum / 20).ToSingle());
        """);

    [Fact]
    public Task F3_5_An_input_that_the_loop_assigns_is_no_sampling() => Verify.Body("""
        var model = new Net();
        using var guard = no_grad();
        var sum = zeros(10);
        for (var i = 0; i < 20; i++)
        {
            var input = x[i];
            sum += {|MODE101:model.call(input)|};
        }
        Console.WriteLine((sum / 20).ToSingle());
        """);

    [Fact]
    public Task F3_5_A_single_forward_is_no_sampling() => Verify.Body("""
        var model = new Net();
        using var guard = no_grad();
        Console.WriteLine({|MODE101:model.call(x)|}.mean().ToSingle());
        """);
}
