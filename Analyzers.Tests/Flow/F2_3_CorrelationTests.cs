using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.3: a switch under one test, a forward under another, and what the tests have to do with each other.</summary>
public class F2_3_CorrelationTests
{
    private const string Types = """
        enum Stage { Train, Validate, Test }
        [Flags] enum Parts { None = 0, Train = 1, Validate = 2 }
        record Options(bool Evaluate, string Weights);

        """;

    private static Task Tests(string parameters, string switched, string run, string forward) => Verify.Program(Types + $$"""
        static class Program
        {
            static void Run(Tensor x, {{parameters}})
            {
                var model = new Net();
                if ({{switched}})
                    model.eval();
                using (no_grad())
                {
                    if ({{run}})
                        Console.WriteLine({{forward}}.ToSingle());
                }
            }
        }
        """);

    [Theory]
    [InlineData("List<string> names", "names.Count > 3", "names.Count > 3")]
    [InlineData("List<string> names", "names.Count > 3", "4 <= names.Count")]
    [InlineData("List<string> names", "names.Count <= 3 == false", "!(names.Count < 4)")]
    [InlineData("string[] names", "names.Length >= 1", "names.Length != 0")]
    [InlineData("string[] names", "names.Any()", "names.Length > 0")]
    [InlineData("string[] names", "names.Contains(\"--evaluate\")", "names.Contains(\"--evaluate\")")]
    [InlineData("Dictionary<string, string> names", "names.ContainsKey(\"mode\")", "names.ContainsKey(\"mode\")")]
    [InlineData("Dictionary<string, string> names", "names[\"mode\"] == \"test\"", "names[\"mode\"] == \"test\"")]
    [InlineData("double rate", "rate > 0.5", "rate > 0.5")]
    [InlineData("double rate", "rate >= 0.5", "0.5 <= rate")]
    [InlineData("int? seed", "seed.HasValue", "seed.HasValue")]
    [InlineData("int? seed", "seed != null", "seed is not null")]
    [InlineData("int? seed", "seed.HasValue", "seed is { }")]
    [InlineData("int? seed", "seed is int", "seed != null")]
    [InlineData("bool? quick", "quick == true", "quick == true")]
    [InlineData("string path", "path != null", "path is not null")]
    [InlineData("string path", "!string.IsNullOrEmpty(path)", "!string.IsNullOrEmpty(path)")]
    [InlineData("string path", "path.EndsWith(\".dat\")", "path.EndsWith(\".dat\")")]
    [InlineData("string path", "path.Length > 0", "path.Length > 0")]
    [InlineData("string phase", "phase is \"validate\" or \"test\"", "phase is \"validate\" or \"test\"")]
    [InlineData("string phase", "phase is \"validate\" or \"test\"", "phase == \"test\"")]
    [InlineData("string phase", "phase == \"validate\" || phase == \"test\"", "phase == \"validate\" || phase == \"test\"")]
    [InlineData("string phase", "phase != \"train\"", "phase is \"validate\" or \"test\"")]
    [InlineData("Stage stage", "stage is Stage.Validate or Stage.Test", "stage != Stage.Train")]
    [InlineData("Stage stage", "stage > Stage.Train", "stage > Stage.Train")]
    [InlineData("Parts parts", "(parts & Parts.Validate) != 0", "(parts & Parts.Validate) != 0")]
    [InlineData("Parts parts", "parts.HasFlag(Parts.Validate)", "parts.HasFlag(Parts.Validate)")]
    [InlineData("int level", "level is > 3 and < 8", "level is > 3 and < 8")]
    [InlineData("int level", "level % 5 == 0", "level % 5 == 0")]
    [InlineData("int level, int last", "level == last", "last == level")]
    [InlineData("bool a, bool b", "a && b", "a && b")]
    [InlineData("bool a, bool b", "a && b", "b && a")]
    [InlineData("bool a, bool b", "a || b", "a || b")]
    [InlineData("bool a, bool b", "a || b", "b")]
    [InlineData("bool a, bool b, bool c", "a && (b || c)", "a && (b || c)")]
    [InlineData("bool a, bool b, bool c", "a && b || c", "c || a && b")]
    [InlineData("Options options", "options.Evaluate && options.Weights != null", "options.Evaluate && options.Weights != null")]
    [InlineData("Options options", "options is { Evaluate: true, Weights: not null }", "options is { Evaluate: true, Weights: not null }")]
    [InlineData("bool a, bool b", "(a, b) is (true, false)", "a && !b")]
    public Task F2_3_The_same_thing_is_tested_twice(string parameters, string switched, string run) => Tests(parameters, switched, run, "model.call(x)");

    [Theory]
    [InlineData("bool a, bool b", "a && b", "a")]
    [InlineData("bool a, bool b", "a", "a || b")]
    [InlineData("bool a, bool b", "a", "b")]
    [InlineData("string phase, bool b", "phase == \"test\"", "b")]
    [InlineData("string phase", "phase == \"test\"", "phase is \"validate\" or \"test\"")]
    [InlineData("Stage stage", "stage == Stage.Test", "stage != Stage.Train")]
    [InlineData("List<string> names, List<string> others", "names.Count > 3", "others.Count > 3")]
    public Task F2_3_The_second_test_lets_more_through(string parameters, string switched, string run) => Tests(parameters, switched, run, "{|MODE106:model.call(x)|}");

    [Theory]
    [InlineData("bool a, bool b", "a && b", "!a")]
    [InlineData("bool a, bool b", "a || b", "!a && !b")]
    [InlineData("string phase", "phase is \"validate\" or \"test\"", "phase == \"train\"")]
    [InlineData("Stage stage", "stage is Stage.Validate or Stage.Test", "stage == Stage.Train")]
    [InlineData("int level", "level > 3", "level <= 3")]
    public Task F2_3_The_second_test_lets_the_rest_through(string parameters, string switched, string run) => Tests(parameters, switched, run, "{|MODE101:model.call(x)|}");

    [Theory]
    [InlineData("int level", "level > 3", "level > 5")]
    [InlineData("int level", "level > 3", "level % 2 == 0")]
    [InlineData("string path", "path.Length > 3", "path.EndsWith(\".dat\")")]
    [InlineData("List<string> names", "names.Count > 3", "names.Contains(\"--evaluate\")")]
    public Task F2_3_What_one_test_says_of_the_other_is_not_known(string parameters, string switched, string run) => Tests(parameters, switched, run, "model.call(x)");

    [Theory]
    [InlineData("names.Add(\"one more\");")]
    [InlineData("Fill(names);")]
    [InlineData("names = new List<string>();")]
    public Task F2_3_A_collection_that_has_changed_is_asked_anew(string change) => Guarded.Body($$"""
        var model = new Net();
        var names = Names();
        if (names.Count > 3)
            model.eval();
        {{change}}
        if (names.Count > 3)
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """, """
        static List<string> Names() => new List<string>();
        static void Fill(List<string> names) => names.Add("one more");
        """);

    [Theory]
    [InlineData("_ = names.ToArray();")]
    [InlineData("Show(names.Count);")]
    [InlineData("foreach (var name in names) Console.WriteLine(name);")]
    public Task F2_3_A_collection_that_has_not_changed_answers_as_before(string between) => Guarded.Body($$"""
        var model = new Net();
        var names = new List<string> { "a", "b", "c", "d" };
        if (names.Count > 3)
            model.eval();
        {{between}}
        if (names.Count > 3)
            Console.WriteLine(model.call(x).ToSingle());
        """, """
        static void Show(int count) => Console.WriteLine(count);
        """);

    [Fact]
    public Task F2_3_A_walk_that_meets_an_element() => Verify.Program("""
        static class Program
        {
            static void Run(Tensor x, List<string> names)
            {
                var model = new Net();
                if (names.Count > 0)
                    model.eval();
                using (no_grad())
                {
                    foreach (var name in names)
                        Console.WriteLine(name + model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_A_variable_that_a_loop_assigns_is_one_value_on_each_trip() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        for (var epoch = 0; epoch < count; epoch++)
        {
            model.train();
            optimizer.zero_grad();
            model.call(x).mean().backward();
            optimizer.step();
            if (epoch % 5 == 0)
                model.eval();
            if (epoch % 5 == 0)
            {
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_3_A_flag_that_a_loop_sets() => Guarded.Body("""
        var model = new Net();
        var evaluate = false;
        foreach (var argument in Environment.GetCommandLineArgs())
        {
            if (argument == "--evaluate")
                evaluate = true;
        }

        if (evaluate)
            model.eval();
        if (evaluate)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_3_Labels_of_one_section() => Verify.Program(Types + """
        static class Program
        {
            static void Run(Tensor x, Stage stage)
            {
                var model = new Net();
                switch (stage)
                {
                    case Stage.Validate:
                    case Stage.Test:
                        model.eval();
                        break;
                    case Stage.Train:
                        model.train();
                        break;
                }

                using (no_grad())
                {
                    if (stage != Stage.Train)
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_3_A_switch_under_a_flag_does_not_choose_what_was_set_before() => Guarded.Body("""
        var model = new Net();
        model.train();
        if (flag)
            model.eval();
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    private static Task Prepared(string parameters, string condition, string arguments, string forward) => Verify.Program(Types + $$"""
        static class Program
        {
            static Net Build({{parameters}})
            {
                var model = new Net();
                if ({{condition}})
                    model.eval();
                return model;
            }

            static void Main()
            {
                var model = Build({{arguments}});
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("Options options", "options.Evaluate", "new Options(true, \"\")")]
    [InlineData("bool a, bool b", "a && b", "true, true")]
    [InlineData("bool a, bool b", "a || b", "true, false")]
    [InlineData("bool a, bool b", "(a, b) is (true, true)", "true, true")]
    [InlineData("bool? quick = null", "quick ?? true", "")]
    [InlineData("int level", "level > 2", "3")]
    [InlineData("Parts parts", "(parts & Parts.Validate) != 0", "Parts.Validate | Parts.Train")]
    [InlineData("Parts parts", "parts.HasFlag(Parts.Validate)", "Parts.Validate | Parts.Train")]
    [InlineData("string mode", "mode.Equals(\"test\", StringComparison.OrdinalIgnoreCase)", "\"test\"")]
    [InlineData("string path", "!string.IsNullOrEmpty(path)", "\"weights.dat\"")]
    [InlineData("string phase", "phase is \"validate\" or \"test\"", "\"test\"")]
    public Task F2_3_What_the_call_passes_decides(string parameters, string condition, string arguments) => Prepared(parameters, condition, arguments, "model.call(rand(1, 10))");

    [Theory]
    [InlineData("Options options", "options.Evaluate", "new Options(false, \"\")")]
    [InlineData("bool a, bool b", "a && b", "true, false")]
    [InlineData("int level", "level > 2", "2")]
    [InlineData("string phase", "phase is \"validate\" or \"test\"", "\"train\"")]
    public Task F2_3_What_the_call_passes_decides_wrongly(string parameters, string condition, string arguments) => Prepared(parameters, condition, arguments, "{|MODE101:model.call(rand(1, 10))|}");
}
