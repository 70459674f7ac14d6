using Microsoft.CodeAnalysis.CodeFixes;
using ModeLint.Analyzers.CodeFixes.Arguments;
using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.CodeFixes.Mode;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes;

/// <summary>A fix may be loaded beside an analyzer of another version, and hosts hand over what is not theirs.</summary>
public class OddReports
{
    private const string Call = """
        void Run()
        {
            Console.WriteLine([|model.call(x)|].ToSingle());
        }
        """;

    private const string Switched = """
        void Run()
        {
            var wasTraining = model.training;
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
            model.train(wasTraining);
        }
        """;

    public static TheoryData<CodeFixProvider> Fixes => [new EvaluationInTrainingModeFix(), new EvaluationRecordsGradientsFix(), new TrainingArgumentMissingFix()];

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Nothing_is_offered_for_the_id_of_another_rule(CodeFixProvider fix) => Assert.Empty(await CodeFixRun.Offers(
        fix, "MODE999", CodeFixRun.Class(Call), ("modelint.receiver", "model"), ("modelint.parameter", "input"), ("modelint.training", "true")));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("a,b")]
    [InlineData("-1,5")]
    [InlineData("0,999999999")]
    [InlineData("999999999,0")]
    [InlineData("5,5")]
    [InlineData("99999999999,1")]
    [InlineData("2147483647,2147483647")]
    [InlineData(";;,;1,2,3")]
    public Task Forwards_that_cannot_be_understood_leave_the_call_itself(string forwards) =>
        CodeFixRun.Members(new EvaluationInTrainingModeFix(), "MODE101", Call, Switched, ("modelint.receiver", "model"), ("modelint.forwards", forwards), ("modelint.keep_mode", forwards), ("modelint.keep_gradients", forwards));

    [Fact]
    public Task A_restore_that_is_not_said_is_done() => CodeFixRun.Members(new EvaluationInTrainingModeFix(), "MODE101", Call, Switched, ("modelint.receiver", "model"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("model +")]
    [InlineData("missing")]
    [InlineData("x")]
    [InlineData("Make()")]
    [InlineData("new Net()")]
    [InlineData("model; Environment.Exit(1)")]
    public async Task Nothing_is_offered_for_a_receiver_that_cannot_be_switched(string? receiver) =>
        Assert.Empty(await CodeFixRun.Offers(new EvaluationInTrainingModeFix(), "MODE101", CodeFixRun.Class(Call + "\n\nNet Make() => model;"), ("modelint.receiver", receiver), ("modelint.both", "true")));

    [Fact]
    public async Task Nothing_is_offered_for_an_interface_that_has_no_eval() => Assert.Empty(await CodeFixRun.Offers(
        new EvaluationInTrainingModeFix(), "MODE101", CodeFixRun.Class("float Run(IModule<Tensor, Tensor> net) => [|net.call(x)|].ToSingle();"), ("modelint.receiver", "net")));

    [Fact]
    public async Task Without_a_receiver_both_is_not_offered_and_the_guard_is()
    {
        var offers = await CodeFixRun.Offers(new EvaluationRecordsGradientsFix(), "MODE201", CodeFixRun.Class(Call), ("modelint.both", "true"));
        Assert.Equal([EvaluationRecordsGradientsFix.Key], offers.Select(offer => offer.Key));
    }

    [Theory]
    [InlineData("model.eval();\n    Console.WriteLine([|model.call(x)|]);", "MODE101")]
    [InlineData("using (no_grad())\n    {\n        Console.WriteLine([|model.call(x)|]);\n    }", "MODE201")]
    public async Task Nothing_is_offered_for_what_is_done_already(string statements, string id)
    {
        CodeFixProvider fix = id == "MODE101" ? new EvaluationInTrainingModeFix() : new EvaluationRecordsGradientsFix();
        Assert.Empty(await CodeFixRun.Offers(fix, id, CodeFixRun.Class($"void Run()\n{{\n    {statements}\n}}"), ("modelint.receiver", "model"), ("modelint.restore", "false")));
    }
}
