using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F8: switches that stand somewhere else than they look.</summary>
public class F8_IndirectionTests
{
    private static Task Field(string members, string statements, string forward) => Verify.Program($$"""
        class Holder { public Net First = new(), Second = new(); }

        class Service
        {
            private readonly Net net = new();
            {{members}}
            private void Prepare() => net.eval();
            private static void Do(Action action) => action();
            public async Task Run(Tensor x)
            {
                await Task.Yield();
                net.train();
                var holder = new Holder();
                holder.First.train();
                {{statements}}
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("Do(() => net.eval());")]
    [InlineData("Do(() => this.net.eval());")]
    [InlineData("Do(() => Prepare());")]
    [InlineData("Do(Prepare);")]
    [InlineData("await Task.Run(Prepare);")]
    [InlineData("Task.Run(() => net.eval()).Wait();")]
    [InlineData("Action prepare = () => net.eval(); prepare();")]
    public Task F8_A_function_about_this(string statements) => Field("", statements, "net.call(x)");

    [Theory]
    [InlineData("Do(() => { holder.First.eval(); });")]
    [InlineData("Action prepare = () => holder.First.eval(); prepare();")]
    public Task F8_A_function_about_a_captured_holder(string statements) => Field("", statements, "holder.First.call(x)");

    [Theory]
    [InlineData("Do(() => Console.WriteLine(net.GetName()));", "{|MODE101:net.call(x)|}")]
    [InlineData("Do(() => holder.Second.eval());", "{|MODE101:net.call(x)|}")]
    public Task F8_A_function_about_something_else(string statements, string forward) => Field("", statements, forward);

    [Theory]
    [InlineData("if (model is Module module) module.eval();")]
    [InlineData("if (model is { } found) found.eval();")]
    [InlineData("Prepare(model);")]
    public Task F1_5_A_test_that_always_holds(string switched) => Verify.Program($$"""
        static class Program
        {
            static void Prepare(params Module[] models)
            {
                foreach (var model in models)
                    model.eval();
            }

            static void Run(Tensor[] images)
            {
                var model = new Net();
                foreach (var x in images)
                {
                    {{switched}}
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                    model.train();
                }
            }
        }
        """);

    [Fact]
    public Task F1_5_A_parameter_that_may_be_null() => Verify.Program("""
        static class Program
        {
            static void Run(Tensor[] images, Net? model)
            {
                foreach (var x in images)
                {
                    model?.eval();
                    using (no_grad())
                    {
                        if (model != null)
                            Console.WriteLine(model.call(x).ToSingle());
                    }

                    model?.train();
                }
            }
        }
        """);

    [Theory]
    [InlineData("Wrapper wrapper = model;")]
    [InlineData("new Wrapper()[\"net\"] = model;")]
    [InlineData("Wrapper.Switched += module => module.eval(); Wrapper.Raise(model);")]
    public Task F8_Code_behind_a_conversion_an_indexer_and_an_event(string statement) => Verify.Program($$"""
        class Wrapper
        {
            public static event Action<Net>? Switched;
            public static void Raise(Net model) => Switched?.Invoke(model);
            public static implicit operator Wrapper(Net model) { model.eval(); return new Wrapper(); }
            public Net this[string name] { set => value.eval(); }
        }

        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Net();
                {{statement}}
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("foreach (var list in new[] { new[] { model } }) foreach (var element in list) element.eval();")]
    [InlineData("foreach (var list in new Dictionary<string, List<Net>> { [\"net\"] = new() { model } }.Values) foreach (var element in list) element.eval();")]
    [InlineData("foreach (var group in new[] { model }.GroupBy(element => element.GetName())) foreach (var element in group) element.eval();")]
    [InlineData("foreach (var (name, element) in new (string, Net)[] { (\"first\", model), (\"second\", new Net()) }) element.eval();")]
    public Task F1_4_Walks_within_walks(string walk) => Guarded.Body($$"""
        var model = new Net();
        {{walk}}
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_7_A_walk_within_a_walk_that_switches_nothing() => Guarded.Body("""
        var model = new Net();
        foreach (var list in new[] { new[] { 1 } })
        {
            foreach (var element in list)
                Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        """);

    /// <summary>A guard within a <c>try</c> whose handler goes on, in a loop: each trip leaves the finally region another way.</summary>
    [Fact]
    public Task F2_8_A_guard_within_a_try_within_a_loop() => Verify.Program("""
        static class Program
        {
            static void Run(List<Tensor> images)
            {
                var model = new Net();
                foreach (var x in images)
                {
                    try
                    {
                        model.eval();
                        using (no_grad())
                            Console.WriteLine(model.call(x).ToSingle());
                    }
                    catch (Exception failure)
                    {
                        Console.WriteLine(failure);
                    }

                    model.train();
                    try
                    {
                        using (no_grad())
                            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
                    }
                    catch (Exception failure)
                    {
                        Console.WriteLine(failure);
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("n.train(training && !frozen); using (set_grad_enabled(training && !frozen))", "training && !frozen")]
    [InlineData("var step = training && !frozen; n.train(step); using (set_grad_enabled(step))", "step")]
    [InlineData("n.train(training && !frozen); using (training && !frozen ? null : no_grad())", "training && !frozen")]
    public Task F2_3_A_compound_argument_and_a_compound_test(string guard, string condition) => Verify.Program($$"""
        static class Program
        {
            static void Run(Net n, bool training, bool frozen, Tensor x)
            {
                var optimizer = optim.Adam(n.parameters());
                {{guard}}
                {
                    var loss = n.call(x).sum();
                    if ({{condition}})
                    {
                        optimizer.zero_grad();
                        loss.backward();
                        optimizer.step();
                    }
                    else
                    {
                        Console.WriteLine(loss.item<float>());
                    }
                }
            }
        }
        """);

    private const string Loading = """
        static bool TryLoad(Net model)
        {
            if (!System.IO.File.Exists("net.dat"))
                return false;
            model.load("net.dat");
            model.eval();
            return true;
        }
        """;

    [Theory]
    [InlineData("if (TryLoad(model)) Console.WriteLine(model.call(x).ToSingle());")]
    [InlineData("var isLoaded = TryLoad(model); if (isLoaded) Console.WriteLine(model.call(x).ToSingle());")]
    [InlineData("if (!TryLoad(model)) Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());")]
    [InlineData("TryLoad(model); Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());")]
    public Task F4_1_What_a_callee_answers_says_what_it_did(string statements) => Guarded.Body("var model = new Net();\n" + statements, Loading);

    [Fact]
    public Task F2_3_A_stage_that_a_loop_goes_through() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                model.train();
                var stage = 0;
                while (stage < 2)
                {
                    if (stage == 0)
                    {
                        stage = 1;
                        model.eval();
                    }
                    else
                    {
                        using (no_grad())
                            Console.WriteLine(model.call(x).ToSingle());
                        stage = 2;
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("new Builder().ForInference().Build()", "model.call(x)")]
    [InlineData("new Builder().Named(\"net\").ForInference().Build()", "model.call(x)")]
    [InlineData("new Builder().Named(\"net\").Build()", "{|MODE101:model.call(x)|}")]
    public Task F4_1_A_builder(string built, string forward) => Verify.Program($$"""
        class Builder
        {
            private string? name;
            private bool inference;
            public Builder Named(string value) { name = value; return this; }
            public Builder ForInference() { inference = true; return this; }
            public Net Build()
            {
                var model = new Net();
                if (inference)
                    model.eval();
                return model;
            }
        }

        static class Program
        {
            static void Run(Tensor x)
            {
                var model = {{built}};
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("private readonly bool evaluate = true;", "model.call(x)")]
    [InlineData("private static readonly bool evaluate = true;", "model.call(x)")]
    [InlineData("private readonly bool evaluate = false;", "{|MODE101:model.call(x)|}")]
    public Task F2_3_A_field_that_only_ever_holds_one_value(string field, string forward) => Verify.Program($$"""
        class Factory
        {
            {{field}}
            public Net Build()
            {
                var model = new Net();
                if (evaluate)
                    model.eval();
                return model;
            }
        }

        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Factory().Build();
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("HasFlag(arguments)")]
    [InlineData("arguments[0] == \"test\"")]
    [InlineData("Console.ReadLine() == \"y\"")]
    public Task F2_3_The_same_question_is_asked_again(string question) => Verify.Program($$"""
        static class Program
        {
            static bool HasFlag(string[] arguments) => arguments.Contains("--test");

            static void Run(Tensor x, string[] arguments)
            {
                var model = new Net();
                if ({{question}})
                    model.eval();
                using (no_grad())
                {
                    if ({{question}})
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);
}
