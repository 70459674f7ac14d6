using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.3: the argument of <c>train</c>, constant, conditional, or open.</summary>
public class F2_3_ArgumentsTests
{
    [Theory]
    [InlineData("false")]
    [InlineData("train: false")]
    [InlineData("!true")]
    [InlineData("default")]
    [InlineData("never")]
    [InlineData("Off")]
    public Task F2_3_A_constant_that_turns_training_off(string argument) => Guarded.Body($$"""
        const bool never = false;
        var model = new Net();
        model.train({{argument}});
        Console.WriteLine(model.call(x).ToSingle());
        """, "const bool Off = false;");

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("train: true")]
    [InlineData("always")]
    [InlineData("always || flag")]
    public Task F2_3_A_constant_that_turns_training_on(string argument) => Guarded.Body($$"""
        const bool always = true;
        var model = new Net();
        model.eval();
        model.train({{argument}});
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_The_argument_is_read_by_ordinal() => Guarded.Body("""
        var right = Sequential(Dropout(0.5));
        right.train(on: false);
        Console.WriteLine(right.call(x).ToSingle());
        var wrong = Sequential(Dropout(0.5));
        wrong.train(on: true);
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_A_local_that_only_holds_a_constant() => Guarded.Body("""
        var training = false;
        var model = new Net();
        model.train(training);
        Console.WriteLine(model.call(x).ToSingle());
        training = true;
        model.train(training);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_An_open_parameter_hands_the_choice_to_the_caller() => Guarded.Body("""
        var model = new Net();
        model.train(flag);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_An_open_parameter_that_is_negated_hands_the_choice_to_the_caller() => Guarded.Body("""
        var model = new Net();
        model.train(!flag);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_switch_on_every_branch_hands_the_choice_to_the_caller() => Guarded.Body("""
        var model = new Net();
        if (flag)
            model.train();
        else
            model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_value_that_leaves_the_mode_as_it_was_is_judged() => Guarded.Body("""
        var model = new Net();
        if (!flag)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_3_An_argument_that_nobody_knows() => Guarded.Body("""
        var model = new Net();
        model.train(x.shape[0] > 1);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_A_call_makes_the_flag_constant_and_right() => Verify.Program("""
        static class Program
        {
            static void Evaluate(Net model, Tensor x, bool training)
            {
                model.train(training);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            static void Run(Tensor x) => Evaluate(new Net(), x, false);
        }
        """);

    [Fact]
    public Task F2_3_A_constant_is_substituted_and_decides_by_branches() => Verify.Program("""
        static class Program
        {
            static void Evaluate(Net model, Tensor x, bool quick)
            {
                if (quick)
                    model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            static void Run(Tensor x) => Evaluate(new Net(), x, true);
        }
        """);

    [Fact]
    public Task F2_3_A_constant_default_of_a_parameter_is_substituted() => Verify.Program("""
        static class Program
        {
            static void Prepare(Net model, bool training = false) => model.train(training);
            static void Run(Tensor x)
            {
                var right = new Net();
                Prepare(right);
                var wrong = new Net();
                Prepare(wrong, training: true);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_A_flag_that_goes_through_two_methods() => Verify.Program("""
        static class Program
        {
            static void SetMode(Net model, bool training)
            {
                if (training)
                    model.train();
                else
                    model.eval();
            }
            static void Prepare(Net model, bool evaluate) => SetMode(model, !evaluate);
            static void Run(Tensor x)
            {
                var right = new Net();
                Prepare(right, true);
                var wrong = new Net();
                Prepare(wrong, false);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_A_factory_with_a_flag() => Verify.Program("""
        static class Program
        {
            static Net Load(string path, bool evaluate)
            {
                var model = new Net();
                model.load(path);
                if (evaluate)
                    model.eval();
                return model;
            }
            static void Run(Tensor x)
            {
                var right = Load("a.dat", true);
                var wrong = Load("b.dat", evaluate: false);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_A_string_constant_is_substituted() => Verify.Program("""
        static class Program
        {
            static void SetMode(Net model, string phase)
            {
                switch (phase)
                {
                    case "train": model.train(); break;
                    case "val" or "test": model.eval(); break;
                    default: throw new ArgumentException(phase);
                }
            }
            static void Run(Tensor x)
            {
                var right = new Net();
                SetMode(right, "val");
                var wrong = new Net();
                SetMode(wrong, "train");
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);
}
