using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F4.3 and F4.4: which forward is judged, and where the report goes.</summary>
public class F4_4_PlacesTests
{
    private static Task Methods(string members) => Verify.Program($$"""
        static class Program
        {
        {{members}}
        }
        """);

    [Fact]
    public Task F4_4_Right_in_all_calls() => Methods("""
        static void Show(Net model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void A(Tensor x) { var model = new Net(); model.eval(); Show(model, x); }
        static void B(Net model, Tensor x) { model.eval(); Show(model, x); }
        """);

    [Fact]
    public Task F4_4_Right_and_unknown() => Methods("""
        static void Show(Module<Tensor, Tensor> model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void A(Tensor x) { var model = new Net(); model.eval(); Show(model, x); }
        static void B(Func<Net> make, Tensor x) => Show(make(), x);
        """);

    [Fact]
    public Task F4_4_Wrong_in_all_calls_at_the_forward() => Methods("""
        static void Show(Net model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        static void A(Tensor x) => Show(new Net(), x);
        static void B(Tensor x) { var model = new Net(); model.train(); Show(model, x); }
        """);

    [Fact]
    public Task F4_4_Right_and_wrong_of_a_parameter_at_each_wrong_call() => Methods("""
        static void Show(Net model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void Right(Tensor x) { var model = new Net(); model.eval(); Show(model, x); }
        static void Wrong(Tensor x) { var model = new Net(); {|MODE101:Show(model, x)|}; }
        static void Also(Tensor x) { var model = new Net(); model.train(); {|MODE101:Show(model, x)|}; }
        """);

    [Fact]
    public Task F4_4_Right_wrong_and_unknown_of_a_parameter_at_the_wrong_call() => Methods("""
        static void Show(Module<Tensor, Tensor> model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void Right(Tensor x) { var model = new Net(); model.eval(); Show(model, x); }
        static void Wrong(Tensor x) { var model = new Net(); {|MODE101:Show(model, x)|}; }
        static void Unknown(Func<Net> make, Tensor x) => Show(make(), x);
        """);

    [Fact]
    public Task F4_4_Right_and_wrong_of_a_parameter_that_the_callee_may_switch_is_some_path() => Methods("""
        static void Show(Net model, Tensor x, bool evaluate)
        {
            if (evaluate)
                model.eval();
            using (no_grad())
                Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        }
        static void Right(Tensor x) => Show(new Net(), x, true);
        static void Wrong(Tensor x) => Show(new Net(), x, false);
        """);

    [Fact]
    public Task F4_4_A_flag_that_is_the_mode_hands_the_choice_to_the_caller() => Methods("""
        static void Show(Net model, Tensor x, bool isTraining)
        {
            model.train(isTraining);
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void Right(Tensor x) => Show(new Net(), x, false);
        static void Chosen(Tensor x) => Show(new Net(), x, true);
        """);

    [Fact]
    public Task F4_4_A_call_that_says_some_path_at_the_forward() => Methods("""
        static void Show(Net model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        }
        static void A(Tensor x, int count)
        {
            var model = new Net();
            if (count > 3)
                model.eval();
            Show(model, x);
        }
        """);

    [Fact]
    public Task F4_4_Wrong_and_unknown_at_the_wrong_calls() => Methods("""
        static void Show(Module<Tensor, Tensor> model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine(model.call(x).ToSingle());
        }
        static void Wrong(Tensor x) { var model = new Net(); {|MODE101:Show(model, x)|}; }
        static void Unknown(Func<Net> make, Tensor x) => Show(make(), x);
        """);

    [Fact]
    public Task F4_4_No_call_and_a_parameter_at_the_forward() => Methods("""
        static double Validate(Net model, Tensor x)
        {
            using (no_grad())
                return {|MODE101:model.call(x)|}.ToDouble();
        }
        """);

    [Fact]
    public Task F4_4_No_call_and_a_parameter_in_a_relay_with_nothing_else_said() => Methods("""
        static Tensor Validate(Net model, Tensor x) => model.call(x).softmax(1);
        """);

    [Fact]
    public Task F4_4_A_parameter_handed_through_an_uncalled_method() => Methods("""
        static void Inner(Net model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        static void Outer(Net model, Tensor x) => Inner(model, x);
        """);

    [Fact]
    public Task F4_4_No_call_and_a_field() => Verify.Program("""
        class Runner
        {
            private readonly Net _model;
            private static readonly Net s_model = new Net();
            public Runner(Net model) => _model = model;
            public void Show(Tensor x)
            {
                using (no_grad())
                {
                    Console.WriteLine(_model.call(x).ToSingle());
                    Console.WriteLine(s_model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F4_4_No_call_and_this_of_a_module_class() => Verify.Program("""
        class Classifier : Module<Tensor, Tensor>
        {
            private readonly Net body = new Net();
            public Classifier() : base("classifier") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => body.call(x);
            public long Predict(Tensor x)
            {
                using (no_grad())
                    return call(x).argmax(1).item<long>();
            }
            public long PredictWithPart(Tensor x)
            {
                using (no_grad())
                    return body.call(x).argmax(1).item<long>();
            }
        }
        """);

    [Fact]
    public Task F4_4_This_of_a_module_class_that_a_caller_holds() => Verify.Program("""
        class Classifier : Module<Tensor, Tensor>
        {
            private readonly Net body = new Net();
            public Classifier() : base("classifier") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => body.call(x);
            public long Predict(Tensor x)
            {
                using (no_grad())
                    return call(x).argmax(1).item<long>();
            }
        }
        static class Program
        {
            static void Right(Tensor x)
            {
                var model = new Classifier();
                model.eval();
                Console.WriteLine(model.Predict(x));
            }
        }
        """);

    [Fact]
    public Task F4_4_What_the_method_itself_switches_is_judged_as_usual() => Verify.Program("""
        class Classifier : Module<Tensor, Tensor>
        {
            private readonly Net body = new Net();
            public Classifier() : base("classifier") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => body.call(x);
            public long Right(Tensor x)
            {
                eval();
                using (no_grad())
                    return call(x).argmax(1).item<long>();
            }
            public long Wrong(Tensor x)
            {
                this.train();
                using (no_grad())
                    return {|MODE101:call(x)|}.argmax(1).item<long>();
            }
        }
        """);

    [Fact]
    public Task F4_3_Overrides_of_forward_are_transparent() => Verify.Program("""
        class Outer : Module<Tensor, Tensor>
        {
            private readonly Net inner = new Net();
            public Outer() : base("outer") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => Twice(x);
            private Tensor Twice(Tensor x) => inner.call(inner.call(x));
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                var right = new Outer();
                right.eval();
                var wrong = new Outer();
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.forward(x)|}.ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F4_3_An_override_that_consumes_is_transparent_too() => Verify.Program("""
        class Counting : Module<Tensor, Tensor>
        {
            private readonly Net inner = new Net();
            public Counting() : base("counting") { RegisterComponents(); }
            public override Tensor forward(Tensor x)
            {
                var output = inner.call(x);
                Console.WriteLine(output.mean().ToSingle());
                return output;
            }
        }
        """);
}
