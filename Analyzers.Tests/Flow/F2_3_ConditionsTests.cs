using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.3: modes, phases and paths under conditions.</summary>
public class F2_3_ConditionsTests
{
    [Fact]
    public Task F2_3_Two_branches_on_one_condition_refine_each_other() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        if (flag)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_The_opposite_branch_is_wrong_for_certain() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        if (!flag)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_Mode_under_a_condition_and_evaluation_without_one() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_An_early_return_refines_what_follows() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        if (!flag)
            return;
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_stored_condition_is_the_same_condition() => Guarded.Body("""
        var model = new Net();
        var evaluate = count == 3;
        if (evaluate)
            model.eval();
        if (evaluate)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_negated_condition_is_the_same_condition() => Guarded.Body("""
        var model = new Net();
        var evaluate = !flag;
        if (evaluate)
            model.eval();
        if (flag)
            return;
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_comparison_with_true_is_the_same_condition() => Guarded.Body("""
        var model = new Net();
        if (flag == true)
            model.eval();
        if (flag is false)
            return;
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_One_method_for_training_and_evaluation_by_a_flag() => Verify.Program("""
        static class Program
        {
            static float Epoch(Net model, optim.Optimizer optimizer, IEnumerable<(Tensor, Tensor)> batches, bool isTraining)
            {
                var total = 0f;
                if (isTraining)
                    model.train();
                else
                    model.eval();
                foreach (var (x, y) in batches)
                {
                    using var guard = set_grad_enabled(isTraining);
                    var loss = functional.mse_loss(model.call(x), y);
                    if (isTraining)
                    {
                        optimizer.zero_grad();
                        loss.backward();
                        optimizer.step();
                    }
                    total += loss.item<float>();
                }
                return total;
            }
        }
        """);

    [Fact]
    public Task F2_3_Train_with_the_flag_of_the_phase() => Verify.Program("""
        static class Program
        {
            static float Epoch(Net model, optim.Optimizer optimizer, IEnumerable<(Tensor, Tensor)> batches, bool isTraining)
            {
                var total = 0f;
                model.train(isTraining);
                foreach (var (x, y) in batches)
                {
                    using var guard = set_grad_enabled(isTraining);
                    var loss = functional.mse_loss(model.call(x), y);
                    if (isTraining)
                    {
                        optimizer.zero_grad();
                        loss.backward();
                        optimizer.step();
                    }
                    total += loss.item<float>();
                }
                return total;
            }
        }
        """);

    [Fact]
    public Task F2_3_The_flag_with_the_wrong_polarity_is_wrong_for_certain() => Verify.Program("""
        static class Program
        {
            static float Epoch(Net model, optim.Optimizer optimizer, Tensor x, Tensor y, bool isTraining)
            {
                model.train(!isTraining);
                using var guard = set_grad_enabled(isTraining);
                var loss = functional.mse_loss({|MODE101:model.call(x)|}, y);
                if (isTraining)
                {
                    optimizer.zero_grad();
                    loss.backward();
                    optimizer.step();
                }
                return loss.item<float>();
            }
        }
        """);

    [Fact]
    public Task F2_3_Phases_in_a_string() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, optim.Optimizer optimizer, Tensor x, Tensor y)
            {
                foreach (var phase in new[] { "train", "val" })
                {
                    if (phase == "train")
                        model.train();
                    else
                        model.eval();
                    using var guard = set_grad_enabled(phase == "train");
                    var loss = functional.mse_loss(model.call(x), y);
                    if (phase == "train")
                    {
                        loss.backward();
                        optimizer.step();
                    }
                    Console.WriteLine(loss.item<float>());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_Phases_in_a_switch_on_an_enum() => Verify.Program("""
        enum Phase { Train, Validate, Test }
        static class Program
        {
            static void Run(Net model, optim.Optimizer optimizer, Tensor x, Tensor y, Phase phase)
            {
                switch (phase)
                {
                    case Phase.Train:
                        model.train();
                        break;
                    default:
                        model.eval();
                        break;
                }
                using var guard = set_grad_enabled(phase == Phase.Train);
                var loss = functional.mse_loss(model.call(x), y);
                if (phase == Phase.Train)
                {
                    loss.backward();
                    optimizer.step();
                }
                Console.WriteLine(loss.item<float>());
            }
        }
        """);

    [Fact]
    public Task F2_3_An_enum_phase_that_one_value_forgets() => Verify.Program("""
        enum Phase { Train, Validate, Test }
        static class Program
        {
            static void Run(Tensor x, Phase phase)
            {
                var model = new Net();
                if (phase == Phase.Validate)
                    model.eval();
                using var guard = no_grad();
                if (phase == Phase.Validate)
                    Console.WriteLine(model.call(x).ToSingle());
                if (phase == Phase.Test)
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_3_A_constant_pattern_is_a_condition() => Guarded.Body("""
        var model = new Net();
        if (count is 3)
            model.eval();
        if (count is not 3)
            return;
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_Conditions_on_two_variables_leave_a_path() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        if (count == 3)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_A_join_over_another_kind_of_condition_stays_explicit() => Guarded.Body("""
        var model = new Net();
        if (x.shape[0] > 1)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_A_variable_that_was_assigned_again_is_another_condition() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        flag = true;
        if (flag)
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);
}
