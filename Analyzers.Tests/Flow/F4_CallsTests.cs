using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F4.1 and F4.2: summaries of what is called.</summary>
public class F4_CallsTests
{
    [Theory]
    [InlineData("static void Prepare(Net model) => model.eval();")]
    [InlineData("static void Prepare(Module model) { model.eval(); }")]
    [InlineData("static void Prepare<T>(T model) where T : Module => model.eval();")]
    [InlineData("static void Prepare(in Net model) => model.eval();")]
    [InlineData("static void Prepare(Net model, bool training = false) => model.train(training);")]
    [InlineData("static Net Prepare(Net model) { model.load(\"weights.dat\"); model.eval(); return model; }")]
    public Task F4_1_A_callee_switches(string callee) => Guarded.Body("""
        var model = new Net();
        Prepare(model);
        Console.WriteLine(model.call(x).ToSingle());
        """, callee);

    [Theory]
    [InlineData("foreach (var model in models) model.eval();")]
    [InlineData("models[0].eval();")]
    public Task F4_1_A_callee_with_a_params_array_switches(string statement) => Guarded.Body("""
        var model = new Net();
        Prepare(model);
        Console.WriteLine(model.call(x).ToSingle());
        """, $$"""
        static void Prepare(params Net[] models) { {{statement}} }
        """);

    [Fact]
    public Task F4_1_A_callee_that_tests_the_type_of_what_it_gets() => Guarded.Body("""
        var model = new Net();
        Prepare(model);
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        static void Prepare(object model)
        {
            if (model is Module module)
                module.eval();
        }
        """);

    [Theory]
    [InlineData("static void Prepare(Net model) => Console.WriteLine(model.GetName());")]
    [InlineData("static void Prepare(Module model) { model.load(\"weights.dat\"); }")]
    [InlineData("static void Prepare(Net model) { model.eval(); model.train(); }")]
    [InlineData("static void Prepare(Net model) { model = new Net(); model.eval(); }")]
    [InlineData("static void Prepare(Net model) { var other = new Net(); other.eval(); }")]
    public Task F4_1_A_callee_does_not_switch(string callee) => Guarded.Body("""
        var model = new Net();
        Prepare(model);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, callee);

    [Fact]
    public Task F4_1_A_callee_switches_on_one_path() => Guarded.Body("""
        var model = new Net();
        Prepare(model, count);
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """, """
        static void Prepare(Net model, int count)
        {
            if (count > 3)
                model.eval();
        }
        """);

    [Fact]
    public Task F4_1_A_private_instance_method_switches_a_field() => Verify.Program("""
        class Runner
        {
            private Net model = new Net();
            private void Prepare() => model.eval();
            public void Right(Tensor x)
            {
                model = new Net();
                Prepare();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            public void Wrong(Tensor x)
            {
                Prepare();
                model = new Net();
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F4_1_A_method_of_a_sealed_class() => Guarded.Body("""
        var runner = new Runner { Model = new Net() };
        runner.Prepare();
        Console.WriteLine(runner.Model.call(x).ToSingle());
        """, """
        sealed class Runner
        {
            public Net Model;
            public void Prepare() => Model.eval();
        }
        """);

    [Fact]
    public Task F4_1_A_property_that_switches() => Guarded.Body("""
        var runner = new Runner(new Net());
        Console.WriteLine(runner.Ready.call(x).ToSingle());
        """, """
        sealed class Runner
        {
            private readonly Net _model;
            public Runner(Net model) => _model = model;
            public Net Ready { get { _model.eval(); return _model; } }
        }
        """);

    [Fact]
    public Task F4_1_A_static_field_that_a_callee_sets() => Guarded.Body("""
        Prepare();
        Console.WriteLine(s_model.call(x).ToSingle());
        """, """
        static Net s_model;
        static void Prepare()
        {
            s_model = new Net();
            s_model.eval();
        }
        """);

    [Fact]
    public Task F4_1_A_static_field_that_a_callee_sets_and_does_not_switch() => Guarded.Body("""
        Prepare();
        Console.WriteLine({|MODE101:s_model.call(x)|}.ToSingle());
        """, """
        static Net s_model;
        static void Prepare() => s_model = new Net();
        """);

    [Fact]
    public Task F4_1_A_local_function_that_captures_the_model() => Guarded.Body("""
        var model = new Net();
        Prepare();
        Console.WriteLine(model.call(x).ToSingle());
        void Prepare() => model.eval();
        """);

    [Fact]
    public Task F4_1_A_local_function_that_runs_the_captured_model() => Guarded.Body("""
        var right = new Net();
        right.eval();
        var wrong = new Net();
        Show();
        void Show()
        {
            Console.WriteLine(right.call(x).ToSingle());
            Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        }
        """);

    [Fact]
    public Task F4_1_Local_functions_in_local_functions() => Guarded.Body("""
        var model = new Net();
        Outer();
        Console.WriteLine(model.call(x).ToSingle());
        void Outer()
        {
            Inner();
            void Inner() => model.eval();
        }
        """);

    [Fact]
    public Task F4_1_A_local_function_that_is_never_called() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        #pragma warning disable CS8321
        void Prepare() => model.eval();
        #pragma warning restore CS8321
        """);

    [Fact]
    public Task F4_1_An_operator_of_ones_own_switches_nothing() => Guarded.Body("""
        var model = new Net();
        var sum = new Size(1) + new Size(2);
        Console.WriteLine(sum);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        record struct Size(int Value)
        {
            public static Size operator +(Size left, Size right) => new(left.Value + right.Value);
        }
        """);
}
