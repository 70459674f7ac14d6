using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.7: loops and jumps.</summary>
public class F2_7_LoopsTests
{
    [Theory]
    [InlineData("for (var i = 0; i < count; i++)")]
    [InlineData("foreach (var i in new[] { 1, 2 })")]
    [InlineData("while (count-- > 0)")]
    public Task F2_7_A_body_that_decides_on_every_trip_decides_the_exit(string loop) => Guarded.Body($$"""
        var model = new Net();
        {{loop}}
        {
            model.train();
            model.eval();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_A_body_that_trains_last_decides_the_exit() => Guarded.Body("""
        var model = new Net();
        model.eval();
        for (var i = 0; i < count; i++)
        {
            Console.WriteLine(i);
            model.train();
        }
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_7_A_body_that_decides_on_some_trips() => Guarded.Body("""
        var model = new Net();
        for (var i = 0; i < count; i++)
        {
            if (i == 3)
                model.eval();
        }
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_7_A_do_loop_runs_at_least_once() => Guarded.Body("""
        var model = new Net();
        do
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
        }
        while (count-- > 0);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_An_endless_loop_with_a_break() => Guarded.Body("""
        var model = new Net();
        while (true)
        {
            model.eval();
            if (count-- < 0)
                break;
            model.train();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_A_break_at_the_top_is_the_exit_of_the_loop() => Guarded.Body("""
        var model = new Net();
        while (true)
        {
            if (count-- < 0)
                break;
            model.eval();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_A_break_out_of_nested_loops() => Guarded.Body("""
        var model = new Net();
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                model.eval();
                if (i * j > 3)
                    goto done;
                model.train();
            }
        }
        return;
        done:
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_Goto_backwards_is_a_loop() => Guarded.Body("""
        var model = new Net();
        model.eval();
        again:
        Console.WriteLine(model.call(x[count]).ToSingle());
        if (count-- > 0)
            goto again;
        """);

    [Fact]
    public Task F2_7_Goto_over_the_switch() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            goto run;
        model.eval();
        run:
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_7_A_continue_skips_the_switch() => Guarded.Body("""
        var model = new Net();
        model.eval();
        for (var i = 0; i < count; i++)
        {
            model.train();
            if (i == 3)
                continue;
            model.eval();
        }
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_7_Goto_case() => Guarded.Body("""
        var model = new Net();
        switch (count)
        {
            case 0:
                model.load("weights.dat");
                goto case 1;
            case 1:
                model.eval();
                break;
            default:
                goto case 0;
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_Epochs_of_training_and_validation() => Verify.Program("""
        static class Program
        {
            static void Fit(Tensor x, Tensor y, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    model.train();
                    optimizer.zero_grad();
                    var loss = functional.mse_loss(model.call(x), y);
                    loss.backward();
                    optimizer.step();
                    model.eval();
                    using (no_grad())
                        Console.WriteLine(functional.mse_loss(model.call(x), y).item<float>());
                }
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_7_Epochs_that_validate_in_training_mode() => Verify.Program("""
        static class Program
        {
            static void Fit(Tensor x, Tensor y, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    model.train();
                    optimizer.zero_grad();
                    var loss = functional.mse_loss(model.call(x), y);
                    loss.backward();
                    optimizer.step();
                    using (no_grad())
                        Console.WriteLine(functional.mse_loss({|MODE101:model.call(x)|}, y).item<float>());
                }
            }
        }
        """);

    [Fact]
    public Task F2_7_Validation_in_every_tenth_epoch() => Verify.Program("""
        static class Program
        {
            static void Fit(Tensor x, Tensor y, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    model.train();
                    optimizer.zero_grad();
                    functional.mse_loss(model.call(x), y).backward();
                    optimizer.step();
                    if (epoch % 10 != 0)
                        continue;
                    model.eval();
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_7_Validation_at_the_top_of_every_epoch() => Verify.Program("""
        static class Program
        {
            static void Fit(Tensor x, Tensor y, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    using (no_grad())
                        Console.WriteLine({|MODE101:model.call(x[epoch])|}.ToSingle());
                    model.train();
                    optimizer.zero_grad();
                    functional.mse_loss(model.call(x), y).backward();
                    optimizer.step();
                }
            }
        }
        """);
}
