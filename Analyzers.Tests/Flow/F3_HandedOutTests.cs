using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3: a result is followed through whatever hands it out of the body that made it, although it is read there as well.</summary>
public class F3_HandedOutTests
{
    private const string Types = """
        class Result { public Tensor Loss; public Result(Tensor loss) => Loss = loss; }
        readonly record struct Pair(Tensor Loss, float Number);
        class Losses { private readonly Dictionary<string, Tensor> all = new(); public Tensor this[string name] { get => all[name]; set { all[name] = value; Console.WriteLine(value.item<float>()); } } }
        class Result<T> { public T Loss; public Result(T loss) => Loss = loss; }

        """;

    /// <summary>How a loss leaves the method that computes it: parameters, the statements that hand it out, and the call that takes it.</summary>
    public static TheoryData<string, string, string, string> Doors => new()
    {
        { "Tensor", "", "return loss;", "var result = Forward(model, x);" },
        { "void", ", out Tensor result", "result = loss;", "Forward(model, x, out var result);" },
        { "bool", ", out Tensor result", "result = loss; return true;", "if (!Forward(model, x, out var result)) return;" },
        { "void", ", ref Tensor result", "result = result + loss;", "var result = zeros(1); Forward(model, x, ref result);" },
        { "Result", "", "return new Result(loss);", "var result = Forward(model, x).Loss;" },
        { "Result<Tensor>", "", "return new Result<Tensor>(loss);", "var result = Forward(model, x).Loss;" },
        { "Dictionary<string, Tensor>", "", "return new() { [\"loss\"] = loss };", "var result = Forward(model, x)[\"loss\"];" },
        { "Dictionary<string, Tensor>", "", "var losses = new Dictionary<string, Tensor>(); losses[\"loss\"] = loss; return losses;", "var result = Forward(model, x)[\"loss\"];" },
        { "Dictionary<string, (Tensor, float)>", "", "return new() { [\"loss\"] = (loss, 1f) };", "var result = Forward(model, x)[\"loss\"].Item1;" },
        { "List<Tensor>", "", "return new List<Tensor> { loss };", "var result = Forward(model, x)[0];" },
        { "(Tensor, int)", "", "return (loss, 1);", "var result = Forward(model, x).Item1;" },
    };

    private static Task Step(string type, string parameters, string statements, string taken, string read, string end, string forward) => Verify.Program(Types + $$"""
        static class Program
        {
            static {{type}} Forward(Net model, Tensor x{{parameters}})
            {
                var loss = {{forward}}.sum();
                {{read}}
                {{statements}}
            }

            static void Run(Tensor x)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                optimizer.zero_grad();
                {{taken}}
                {{end}}
            }
        }
        """);

    [Theory]
    [MemberData(nameof(Doors))]
    public Task F3_1_A_loss_that_is_read_and_handed_out(string type, string parameters, string statements, string taken) =>
        Step(type, parameters, statements, taken, "Console.WriteLine(loss.item<float>());", "result.backward(); optimizer.step();", "model.call(x)");

    [Theory]
    [MemberData(nameof(Doors))]
    public Task F3_6_A_result_that_is_handed_out_and_read(string type, string parameters, string statements, string taken) =>
        Step(type, parameters, statements, taken, "", "Console.WriteLine(result.item<float>());", "{|MODE201:{|MODE101:model.call(x)|}|}");

    /// <summary>Not followed, so nothing is said.</summary>
    [Theory]
    [InlineData("Pair", "return new Pair(loss, loss.item<float>());", "var (result, _) = Forward(model, x);")]
    [InlineData("(Tensor, float)?", "return (loss, loss.item<float>());", "if (Forward(model, x) is not var (result, _)) return;")]
    [InlineData("Losses", "var losses = new Losses(); losses[\"loss\"] = loss; return losses;", "var result = Forward(model, x)[\"loss\"];")]
    public Task F3_1_A_loss_in_a_holder_of_the_program(string type, string statements, string taken) =>
        Step(type, "", statements, taken, "Console.WriteLine(loss.item<float>());", "result.backward(); optimizer.step();", "model.call(x)");

    [Fact]
    public Task F3_1_A_captured_variable_that_a_local_function_assigns() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        optimizer.zero_grad();
        Tensor loss = null!;
        Forward();
        loss.backward();
        optimizer.step();

        void Forward()
        {
            loss = model.call(x).sum();
            Console.WriteLine(loss.item<float>());
        }
        """);

    /// <summary>Reasons for which people leave out a step.</summary>
    [Theory]
    [InlineData("if (loss.isnan().item<bool>()) continue;")]
    [InlineData("if (float.IsNaN(loss.item<float>())) { Console.WriteLine(\"nan\"); continue; }")]
    [InlineData("if (loss.item<float>() > 100) throw new InvalidOperationException(\"diverged \" + loss.item<float>());")]
    [InlineData("if (Environment.HasShutdownStarted) break;")]
    [InlineData("if (IsBad(loss)) continue;")]
    [InlineData("var isBad = loss.isnan().item<bool>(); if (isBad) continue;")]
    [InlineData("var isWarm = epoch > 3; if (!isWarm) continue;")]
    [InlineData("Console.WriteLine(loss.item<float>()); if (loss.item<float>() < best) continue;")]
    [InlineData("if (!loss.requires_grad) continue;")]
    public Task F3_1_A_step_that_is_left_out(string skipped) => Verify.Body($$"""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var best = 0f;
        for (var epoch = 0; epoch < count; epoch++)
        {
            optimizer.zero_grad();
            var loss = functional.cross_entropy(model.call(x), y);
            {{skipped}}
            loss.backward();
            optimizer.step();
        }
        """, """
        static bool IsBad(Tensor loss) => loss.isnan().item<bool>();
        """);

    [Fact]
    public Task F3_1_Hard_examples_only() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        var loss = functional.cross_entropy(model.call(x), y);
        if (loss.item<float>() > 0.5)
        {
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
        """);

    [Fact]
    public Task F3_1_The_mode_that_was_read_says_whether_to_train() => Verify.Program("""
        static class Program
        {
            static float Step(Net model, optim.Optimizer optimizer, Tensor x)
            {
                using var guard = set_grad_enabled(model.training);
                var loss = model.call(x).sum();
                if (model.training)
                {
                    optimizer.zero_grad();
                    loss.backward();
                    optimizer.step();
                }

                return loss.item<float>();
            }

            static void Main()
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                model.train();
                Console.WriteLine(Step(model, optimizer, rand(1, 10)));
                model.eval();
                Console.WriteLine(Step(model, optimizer, rand(1, 10)));
            }
        }
        """);

    [Theory]
    [InlineData("foreach (var phase in new[] { \"train\", \"test\" })", "phase == \"train\"")]
    [InlineData("foreach (var phase in new List<string> { \"train\", \"test\" })", "phase == \"train\"")]
    [InlineData("foreach (var training in new[] { true, false })", "training")]
    [InlineData("foreach (var stage in Enum.GetValues<Stage>())", "stage == Stage.Train")]
    public Task F2_3_Phases_of_one_loop(string loop, string condition) => Verify.Program($$"""
        enum Stage { Train, Test }

        static class Program
        {
            static void Right(Net model, Tensor x)
            {
                var optimizer = optim.Adam(model.parameters());
                {{loop}}
                {
                    model.train({{condition}});
                    using (set_grad_enabled({{condition}}))
                    {
                        var loss = model.call(x).sum();
                        if ({{condition}})
                        {
                            optimizer.zero_grad();
                            loss.backward();
                            optimizer.step();
                        }

                        Console.WriteLine(loss.item<float>());
                    }
                }
            }

            static void Wrong(Net model, Tensor x)
            {
                var optimizer = optim.Adam(model.parameters());
                {{loop}}
                {
                    model.train();
                    using (set_grad_enabled({{condition}}))
                    {
                        var loss = {|MODE101:model.call(x)|}.sum();
                        if ({{condition}})
                        {
                            optimizer.zero_grad();
                            loss.backward();
                            optimizer.step();
                        }

                        Console.WriteLine(loss.item<float>());
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("optim.Adam(model.Trainable)")]
    [InlineData("optim.SGD(new[] { model.Head.weight!, model.Head.bias! }, 0.1)")]
    public Task F3_1_Parameters_of_unknown_origin(string optimizer) => Verify.Program($$"""
        class Network : Module<Tensor, Tensor>
        {
            public readonly Linear Head = Linear(10, 10);
            private readonly Dropout drop = Dropout(0.5);
            public Network() : base("network") => RegisterComponents();
            public IEnumerable<Parameter> Trainable => Head.parameters();
            public override Tensor forward(Tensor x) => drop.call(Head.call(x));
        }

        static class Program
        {
            static void Main()
            {
                var model = new Network();
                var optimizer = {{optimizer}};
                var loss = model.call(rand(1, 10)).sum();
                loss.backward();
                optimizer.step();
            }
        }
        """);

    [Theory]
    [InlineData("x = {|MODE101:model.call(x)|}; Console.WriteLine(x.item<float>());")]
    [InlineData("while (x.sum().item<float>() > 0) x = {|MODE101:model.call(x)|};")]
    [InlineData("for (var i = 0; i < 3; i++) x = {|MODE101:model.call(x)|}; Console.WriteLine(x.item<float>());")]
    public Task F2_8_A_forward_on_its_own_result(string statements) => Guarded.Body($$"""
        var model = new Net();
        {{statements}}
        """);

    /// <summary>What a module runs in a method of its own is one forward to whoever calls it (F4.3).</summary>
    [Theory]
    [InlineData("return body.call(x);", "Console.WriteLine(model.Infer(x).ToSingle());", "{|MODE101:{|MODE201:model.Infer(x)|}|}")]
    [InlineData("return body.call(x);", "model.Infer(x).sum().backward(); optimizer.step();", "")]
    public Task F4_3_A_method_of_a_module_with_two_forwards(string end, string use, string reported) => Verify.Program($$"""
        class Decoder : Module<Tensor, Tensor>
        {
            private readonly Net gate = new(), body = new();
            public Decoder() : base("decoder") => RegisterComponents();
            public override Tensor forward(Tensor x) => body.call(x);
            public Tensor Infer(Tensor x)
            {
                while (gate.call(x).item<float>() > 0.5)
                    x = x + 1;
                {{end}}
            }
        }

        static class Program
        {
            static void Main()
            {
                var x = rand(1, 10);
                var model = new Decoder();
                var optimizer = optim.Adam(model.parameters());
                {{(reported.Length == 0 ? use : use.Replace("model.Infer(x)", reported))}}
            }
        }
        """);

    [Fact]
    public Task F4_3_One_of_its_results_is_relayed() => Verify.Program("""
        class Decoder : Module<Tensor, Tensor>
        {
            private readonly Net gate = new(), body = new();
            public Decoder() : base("decoder") => RegisterComponents();
            public override Tensor forward(Tensor x) => body.call(x);
            public (Tensor, Tensor) Infer(Tensor x)
            {
                var stop = gate.call(x);
                Console.WriteLine(stop.item<float>());
                return (body.call(x), stop);
            }
        }

        class Outer : Module<Tensor, Tensor>
        {
            private readonly Decoder decoder = new();
            public Outer() : base("outer") => RegisterComponents();
            public override Tensor forward(Tensor x) => decoder.call(x);
            public Tensor Infer(Tensor x)
            {
                var (result, _) = decoder.Infer(x);
                return result;
            }
        }
        """);
}
