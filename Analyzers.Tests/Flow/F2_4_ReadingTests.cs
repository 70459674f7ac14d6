using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.4: the mode as a value: saved, restored, tested.</summary>
public class F2_4_ReadingTests
{
    [Theory]
    [InlineData("model.train(was);")]
    [InlineData("model.train(train: was);")]
    [InlineData("if (was) model.train();")]
    [InlineData("if (was) model.train(); else model.eval();")]
    [InlineData("if (!was) model.eval(); else model.train();")]
    [InlineData("if (was == true) model.train(true);")]
    [InlineData("if (was is true) { model.train(); }")]
    [InlineData("model.train(was ? true : false);")]
    [InlineData("switch (was) { case true: model.train(); break; }")]
    [InlineData("var again = was; model.train(again);")]
    public async Task F2_4_A_saved_mode_is_restored_however_it_is_spelled(string restore)
    {
        await Guarded.Body($$"""
            var model = new Net();
            var was = model.training;
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
            {{restore}}
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            """);
        await Guarded.Body($$"""
            var model = new Net();
            model.eval();
            var was = model.training;
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
            {{restore}}
            Console.WriteLine(model.call(x).ToSingle());
            """);
    }

    [Fact]
    public Task F2_4_Restored_where_it_differs() => Guarded.Body("""
        var model = new Net();
        var was = model.training;
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        if (was != model.training)
            model.train(was);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_Restored_through_a_negation() => Guarded.Body("""
        var model = new Net();
        var evaluated = !model.training;
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        model.train(!evaluated);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_A_read_after_the_switch_restores_the_switched_mode() => Guarded.Body("""
        var model = new Net();
        model.eval();
        var was = model.training;
        model.train();
        model.train(was);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_4_Restored_in_a_finally() => Guarded.Body("""
        var model = new Net();
        var was = model.training;
        try
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
        }
        finally
        {
            model.train(was);
        }
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_A_test_of_the_mode_refines() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                if (model.training)
                    model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_4_Evaluated_only_where_the_mode_is_evaluation() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                if (!model.training)
                {
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_4_Refused_in_training_mode() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                if (model.training)
                    throw new InvalidOperationException("call eval() first");
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_4_Evaluated_only_where_the_mode_is_training() => Guarded.Body("""
        var model = new Net();
        if (model.training)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_A_branch_that_the_mode_never_takes() => Guarded.Body("""
        var model = new Net();
        model.eval();
        if (model.training)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_4_A_mode_handed_from_one_model_to_another() => Guarded.Body("""
        var teacher = new Net();
        teacher.eval();
        var student = new Net();
        student.train(teacher.training);
        Console.WriteLine(student.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_4_A_helper_that_saves_and_restores() => Verify.Program("""
        static class Program
        {
            static float Validate(Net model, Tensor x)
            {
                var was = model.training;
                model.eval();
                using var guard = no_grad();
                var score = model.call(x).ToSingle();
                model.train(was);
                return score;
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                Console.WriteLine(Validate(model, x));
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_4_A_helper_that_restores_evaluation() => Verify.Program("""
        static class Program
        {
            static float Validate(Net model, Tensor x)
            {
                var was = model.training;
                try
                {
                    model.eval();
                    using (no_grad())
                        return model.call(x).ToSingle();
                }
                finally
                {
                    if (was)
                        model.train();
                }
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                model.eval();
                Console.WriteLine(Validate(model, x));
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_4_A_disposable_that_saves_and_restores() => Verify.Program("""
        sealed class Evaluating : IDisposable
        {
            private readonly Module _model;
            private readonly bool _was;
            public Evaluating(Module model)
            {
                _model = model;
                _was = model.training;
                model.eval();
            }
            public void Dispose() => _model.train(_was);
        }
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                using (new Evaluating(model))
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_4_The_mode_in_a_deconstructed_tuple() => Guarded.Body("""
        var model = new Net();
        var (was, name) = (model.training, "net");
        model.eval();
        Console.WriteLine(name + model.call(x).ToSingle());
        model.train(was);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_The_mode_of_two_models() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        b.eval();
        bool wasA = a.training, wasB = b.training;
        a.eval();
        b.eval();
        Console.WriteLine(a.call(x).ToSingle() + b.call(x).ToSingle());
        b.train(wasB);
        a.train(wasA);
        Console.WriteLine(b.call(x).ToSingle());
        Console.WriteLine({|MODE101:a.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_4_The_complement_is_set() => Guarded.Body("""
        var model = new Net();
        model.train(!model.training);
        Console.WriteLine(model.call(x).ToSingle());
        model.train(!model.training);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);
}
