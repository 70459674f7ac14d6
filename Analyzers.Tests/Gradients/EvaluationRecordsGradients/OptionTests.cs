using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gradients.EvaluationRecordsGradients;

/// <summary>Test methods, and the options that decide about them and about names.</summary>
public class OptionTests
{
    private const string Attributes = """
        namespace Xunit { class FactAttribute : Attribute { } class TheoryAttribute : FactAttribute { } }
        namespace NUnit.Framework { class TestAttribute : Attribute { } class TestCaseAttribute : Attribute { } }
        namespace Microsoft.VisualStudio.TestTools.UnitTesting { class TestMethodAttribute : Attribute { } }
        namespace Own { class FactAttribute : Attribute { } }

        """;

    private static async Task Verify(string source, string? option = null)
    {
        var test = new AnalyzerTest(Verification.Verify.Frame + source);
        if (option is not null)
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + option + "\n"));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string TestMethod(string attribute, string forward) => Attributes + $$"""
        class Tests
        {
            [{{attribute}}]
            public void Scores()
            {
                var model = new Net();
                model.eval();
                Console.WriteLine({{forward}}.item<float>());
            }
        }
        """;

    [Theory]
    [InlineData("Xunit.Fact")]
    [InlineData("Xunit.Theory")]
    [InlineData("NUnit.Framework.Test")]
    [InlineData("NUnit.Framework.TestCase")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod")]
    public async Task A_test_method_is_silent_unless_tests_are_included(string attribute)
    {
        await Verify(TestMethod(attribute, "model.call(zeros(10))"));
        await Verify(TestMethod(attribute, "model.call(zeros(10))"), "modelint.MODE201.include_tests = false");
        await Verify(TestMethod(attribute, "{|MODE201:model.call(zeros(10))|}"), "modelint.MODE201.include_tests = true");
    }

    [Fact]
    public Task An_attribute_of_ones_own_is_no_test() => Verify(TestMethod("Own.Fact", "{|MODE201:model.call(zeros(10))|}"));

    [Fact]
    public Task A_lambda_in_a_test_method() => Verify(Attributes + """
        class Tests
        {
            [Xunit.Fact]
            public void Scores()
            {
                float Score()
                {
                    var model = new Net();
                    model.eval();
                    return model.call(zeros(10)).item<float>();
                }
                Console.WriteLine(Score());
            }
        }
        """);

    [Fact]
    public Task Gradients_off_in_a_test_method_say_that_it_evaluates() => Verify(Attributes + """
        class Tests
        {
            [Xunit.Fact]
            public void Scores()
            {
                var model = new Net();
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(zeros(10))|}.item<float>());
            }
        }
        """);

    private static string Named(string name, string forward) => $$"""
        static class Program
        {
            static Tensor {{name}}(Net model, Tensor x)
            {
                model.eval();
                return {{forward}};
            }
        }
        """;

    [Theory]
    [InlineData("Predict")]
    [InlineData("RunValidation")]
    [InlineData("evaluate_batch")]
    [InlineData("TestEpoch")]
    public Task A_name_raises_what_the_switch_says(string name) => Verify(Named(name, "{|MODE201:model.call(x)|}"));

    [Theory]
    [InlineData("Compute")]
    [InlineData("Attest")]
    [InlineData("Contestant")]
    [InlineData("Unpredictable")]
    public Task Another_name_does_not(string name) => Verify(Named(name, "model.call(x)"));

    [Fact]
    public async Task The_names_can_be_chosen()
    {
        await Verify(Named("Rate", "{|MODE201:model.call(x)|}"), "modelint.evaluation_names = rate, grade");
        await Verify(Named("RunGrade", "{|MODE201:model.call(x)|}"), "modelint.evaluation_names = rate,grade");
        await Verify(Named("Predict", "model.call(x)"), "modelint.evaluation_names = rate, grade");
    }

    [Theory]
    [InlineData("modelint.MODE201.include_tests = maybe", "'maybe' is no value of modelint.MODE201.include_tests in the configuration of Test0.cs: use true or false")]
    [InlineData("modelint.evaluation_names = ,", "modelint.evaluation_names in the configuration of Test0.cs names no word: separate words by commas")]
    [InlineData("modelint.include_tests = true", "'modelint.include_tests' in the configuration of Test0.cs is no option of ModeLint")]
    public async Task A_bad_value_is_reported(string option, string message)
    {
        var test = new AnalyzerTest(Verification.Verify.Frame);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + option + "\n"));
        test.TestState.ExpectedDiagnostics.Add(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("MODE901", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithMessage(message));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_severity_in_the_configuration_silences() =>
        Verify(Named("Predict", "model.call(x)"), "dotnet_diagnostic.MODE201.severity = none");
}
