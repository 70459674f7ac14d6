using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.1 and F2.2: the cases of a mode, and what may be said of them.</summary>
public class F2_1_CasesTests
{
    [Fact]
    public Task F2_1_A_new_module_is_in_training_mode() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_A_switch_sets_the_case() => Guarded.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        model.train();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_Load_changes_nothing() => Guarded.Body("""
        var model = new Net();
        model.eval();
        model.load("weights.dat");
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_1_Weights_from_a_dictionary_change_nothing() => Guarded.Body("""
        var model = new Net();
        model.load_state_dict(new Dictionary<string, Tensor>());
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_A_path_that_does_not_switch_keeps_its_own_case() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_An_implicit_exception_is_never_explicit() => Guarded.Body("""
        var model = new Net();
        try
        {
            model.load("weights.dat");
            model.eval();
        }
        catch (Exception e)
        {
            Console.WriteLine(e.Message);
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_1_Nothing_in_the_try_switches() => Guarded.Body("""
        var model = new Net();
        try
        {
            model.load("weights.dat");
        }
        catch (Exception e)
        {
            Console.WriteLine(e.Message);
        }
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_Unknown_code_makes_a_case_that_is_not_explicit() => Verify.Program("""
        static class Program
        {
            static void Run(Action<Net> prepare, Tensor x)
            {
                var model = new Net();
                prepare(model);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_1_A_switch_after_unknown_code_is_known() => Verify.Program("""
        static class Program
        {
            static void Run(Action<Net> prepare, Tensor x)
            {
                var model = new Net();
                prepare(model);
                model.train();
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_1_Entry_and_a_switch_to_evaluation_on_one_path() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x, int count)
            {
                if (count > 3)
                    model.eval();
                using (no_grad())
                    Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_1_Loading_on_one_path_only_does_not_matter() => Guarded.Body("""
        var model = new Net();
        if (System.IO.File.Exists("weights.dat"))
            model.load("weights.dat");
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_1_Evaluation_set_with_the_weights_only() => Guarded.Body("""
        var model = new Net();
        if (System.IO.File.Exists("weights.dat"))
        {
            model.load("weights.dat");
            model.eval();
        }
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_2_Wrong_on_both_branches_is_wrong_for_certain() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.train();
        else
            Console.WriteLine("new");
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_2_Right_on_both_branches() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.eval();
        else
            model.train(false);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_2_Wrong_in_all_cases_of_the_back_edge_is_wrong_for_certain() => Guarded.Body("""
        var model = new Net();
        model.eval();
        for (var i = 0; i < count; i++)
        {
            Console.WriteLine({|MODE101:model.call(x[i])|}.ToSingle());
            model.train();
        }
        """);

    [Fact]
    public Task F2_2_Wrong_in_some_cases_of_the_back_edge_is_some_path() => Guarded.Body("""
        var model = new Net();
        model.eval();
        for (var i = 0; i < count; i++)
        {
            Console.WriteLine({|MODE106:model.call(x[i])|}.ToSingle());
            if (i > 3)
                model.train();
        }
        """);

    [Fact]
    public Task F2_2_Wrong_before_the_loop_only() => Guarded.Body("""
        var model = new Net();
        for (var i = 0; i < count; i++)
        {
            Console.WriteLine({|MODE106:model.call(x[i])|}.ToSingle());
            model.eval();
        }
        """);

    [Fact]
    public Task F2_2_A_mixed_whole_is_silent_and_its_part_is_not() => Guarded.Body("""
        var model = Sequential(Linear(10, 10), Dropout(0.5));
        foreach (var part in model.children())
            part.eval();
        Console.WriteLine(model.call(x).ToSingle());
        var drop = Dropout(0.5);
        Console.WriteLine({|MODE101:drop.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_2_Gradients_speak_for_one_value_of_a_condition() => Verify.Body("""
        var model = new Net();
        model.eval();
        using (flag ? no_grad() : null)
            Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_2_Gradients_never_speak_for_an_unconditioned_path() => Verify.Body("""
        var model = new Net();
        model.eval();
        IDisposable guard = null;
        if (new Random().Next() > 3)
            guard = no_grad();
        Console.WriteLine(model.call(x).ToSingle());
        guard?.Dispose();
        """);
}
