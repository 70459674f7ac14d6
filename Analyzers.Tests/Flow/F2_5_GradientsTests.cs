using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.5: the gradient state of a thread, and its guards, within a body.</summary>
public class F2_5_GradientsTests
{
    /// <summary>Statements about a model in evaluation mode, so that no report speaks of the mode.</summary>
    private static Task Body(string statements, string members = "") => Verify.Body("var model = new Net();\nmodel.eval();\n" + statements, members);

    [Fact]
    public Task F2_5_A_body_that_nobody_calls_starts_with_gradients_on() => Body("""
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Theory]
    [InlineData("no_grad()")]
    [InlineData("torch.no_grad()")]
    [InlineData("inference_mode()")]
    [InlineData("inference_mode(true)")]
    [InlineData("inference_mode(mode: true)")]
    [InlineData("enable_grad(false)")]
    [InlineData("enable_grad(enabled: false)")]
    [InlineData("set_grad_enabled(false)")]
    public async Task F2_5_A_guard_turns_gradients_off(string guard)
    {
        await Body($$"""
            using ({{guard}})
                Console.WriteLine(model.call(x).ToSingle());
            """);
        await Body($$"""
            using (var scope = {{guard}})
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            """);
        await Body($$"""
            using var scope = {{guard}};
            Console.WriteLine(model.call(x).ToSingle());
            """);
        await Body($$"""
            IDisposable scope = {{guard}};
            Console.WriteLine(model.call(x).ToSingle());
            scope.Dispose();
            """);
        await Body($$"""
            using ({{guard}})
                Console.WriteLine("evaluating");
            Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            """);
    }

    [Theory]
    [InlineData("enable_grad()")]
    [InlineData("enable_grad(true)")]
    [InlineData("set_grad_enabled()")]
    [InlineData("set_grad_enabled(true)")]
    [InlineData("inference_mode(false)")]
    [InlineData("NewDisposeScope()")]
    public async Task F2_5_A_scope_that_leaves_gradients_on(string guard)
    {
        await Body($$"""
            using ({{guard}})
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            """);
        await Body($$"""
            using var scope = {{guard}};
            Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            """);
    }

    [Fact]
    public Task F2_5_A_declaration_lasts_to_the_end_of_its_block() => Body("""
        {
            using var guard = no_grad();
            Console.WriteLine("evaluating");
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_that_is_opened_after_the_forward() => Body("""
        var output = {|MODE201:model.call(x)|};
        using (no_grad())
            Console.WriteLine(output.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_that_is_disposed_too_early() => Body("""
        var guard = no_grad();
        guard.Dispose();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_around_an_empty_statement() => Body("""
        using (no_grad()) { }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_Disposed_in_a_finally() => Body("""
        var guard = no_grad();
        try
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        finally
        {
            guard.Dispose();
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Theory]
    [InlineData("no_grad();")]
    [InlineData("_ = no_grad();")]
    [InlineData("var guard = no_grad();")]
    [InlineData("set_grad_enabled(false);")]
    [InlineData("enable_grad(false);")]
    public Task F2_5_A_guard_that_is_never_disposed_lasts(string statement) => Body($$"""
        {{statement}}
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_5_Gradients_are_turned_on_again_by_a_statement() => Body("""
        set_grad_enabled(false);
        Console.WriteLine(model.call(x).ToSingle());
        set_grad_enabled(true);
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_An_inner_guard_turns_gradients_on_until_it_is_closed() => Body("""
        using (no_grad())
        {
            using (enable_grad())
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task F2_5_Inference_mode_false_inside_of_no_grad_keeps_gradients_off() => Body("""
        using (no_grad())
        using (inference_mode(false))
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_5_Two_guards_are_closed_one_by_one() => Body("""
        using (no_grad())
        {
            using (inference_mode())
                Console.WriteLine(model.call(x).ToSingle());
            Console.WriteLine(model.call(x).ToSingle());
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_An_early_return_closes_the_guard_of_its_using_only() => Body("""
        using (no_grad())
        {
            if (flag)
                return;
            Console.WriteLine(model.call(x).ToSingle());
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_per_trip_of_a_loop() => Body("""
        for (var i = 0; i < count; i++)
        {
            using var guard = no_grad();
            Console.WriteLine(model.call(x[i]).ToSingle());
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_break_leaves_the_guard() => Body("""
        while (true)
        {
            using (no_grad())
            {
                if (model.call(x).ToSingle() > 0)
                    break;
            }
        }
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_Two_guards_in_one_using() => Body("""
        using (IDisposable scope = NewDisposeScope(), guard = no_grad())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_in_a_tuple_or_alias() => Body("""
        var guard = no_grad();
        var same = guard;
        Console.WriteLine(model.call(x).ToSingle());
        same.Dispose();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_guard_that_is_disposed_conditionally() => Body("""
        var guard = no_grad();
        guard?.Dispose();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_5_A_mode_in_a_condition_of_is_grad_enabled() => Body("""
        if (!is_grad_enabled())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_5_A_saved_gradient_state_is_restored() => Body("""
        var was = is_grad_enabled();
        set_grad_enabled(false);
        Console.WriteLine(model.call(x).ToSingle());
        set_grad_enabled(was);
        """);

    [Fact]
    public Task F2_5_Detach_afterwards_does_not_help() => Body("""
        Console.WriteLine({|MODE201:model.call(x)|}.detach().ToSingle());
        """);
}
