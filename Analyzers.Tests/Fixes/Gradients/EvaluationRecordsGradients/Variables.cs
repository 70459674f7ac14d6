using Microsoft.CodeAnalysis.CSharp;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Gradients.EvaluationRecordsGradientsFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Gradients.EvaluationRecordsGradients;

/// <summary>What is declared under the guard and used after it stays in scope and assigned.</summary>
public class Variables
{
    private const string Model = "var model = new Net();\nmodel.eval();\n";

    [Fact]
    public Task A_declaration_is_split_and_keeps_its_comments() => Fix.Body(Model + """
        // The scores of the batch.
        var output = {|MODE201:model.call(x)|}; // one row each
        Console.WriteLine(output.ToSingle());
        """, Model + """
        // The scores of the batch.
        Tensor output;
        using (torch.no_grad())
        {
            output = model.call(x); // one row each
        }
        Console.WriteLine(output.ToSingle());
        """);

    [Fact]
    public Task The_type_is_what_the_user_wrote() => Fix.Body(Model + """
        torch.Tensor first = {|MODE201:model.call(x)|}, second = model.call(y);
        Console.WriteLine(first.ToSingle() + second.ToSingle());
        """, Model + """
        torch.Tensor first;
        torch.Tensor second;
        using (torch.no_grad())
        {
            first = model.call(x); second = model.call(y);
        }
        Console.WriteLine(first.ToSingle() + second.ToSingle());
        """);

    [Fact]
    public Task A_deconstruction() => Fix.Body(Model + """
        var (values, indices) = {|MODE201:model.call(x)|}.max(1);
        Console.WriteLine(values.ToSingle() + indices.ToSingle());
        """, Model + """
        Tensor values;
        Tensor indices;
        using (torch.no_grad())
        {
            (values, indices) = model.call(x).max(1);
        }
        Console.WriteLine(values.ToSingle() + indices.ToSingle());
        """);

    [Fact]
    public Task One_variable_of_several_is_used_later() => Fix.Body(Model + """
        var (values, indices) = {|MODE201:model.call(x)|}.max(1);
        float first = values.ToSingle(), second = model.call(y).ToSingle();
        Console.WriteLine(second + indices.ToSingle());
        """, Model + """
        Tensor values;
        Tensor indices;
        float first;
        float second;
        using (torch.no_grad())
        {
            (values, indices) = model.call(x).max(1);
            first = values.ToSingle(); second = model.call(y).ToSingle();
        }
        Console.WriteLine(second + indices.ToSingle());
        """);

    [Fact]
    public Task An_out_variable() => Fix.Body(Model + """
        Score({|MODE201:model.call(x)|}.ToSingle(), out var score, out float half);
        Console.WriteLine(score + half);
        """, Model + """
        float score;
        float half;
        using (torch.no_grad())
        {
            Score(model.call(x).ToSingle(), out score, out half);
        }
        Console.WriteLine(score + half);
        """, "static void Score(float value, out float score, out float half) => (score, half) = (value, value / 2);");

    [Fact]
    public Task A_declaration_without_a_value() => Fix.Body(Model + """
        var first = {|MODE201:model.call(x)|}.ToSingle();
        float best; // so far
        float worst;
        best = worst = first + model.call(y).ToSingle();
        Console.WriteLine(best + worst);
        """, Model + """
        float best;
        float worst;
        using (torch.no_grad())
        {
            var first = model.call(x).ToSingle();
            // so far
            best = worst = first + model.call(y).ToSingle();
        }
        Console.WriteLine(best + worst);
        """);

    [Fact]
    public Task A_pattern_variable_takes_the_rest_of_the_block_along() => Fix.Body(Model + """
        if (!({|MODE201:model.call(x)|} is Tensor output))
            return;
        Console.WriteLine(output.ToSingle());
        """, Model + """
        using (torch.no_grad())
        {
            if (!(model.call(x) is Tensor output))
                return;
            Console.WriteLine(output.ToSingle());
        }
        """);

    [Fact]
    public Task A_using_declaration_takes_the_rest_of_the_block_along() => Fix.Body(Model + """
        using var output = {|MODE201:model.call(x)|};
        Console.WriteLine(output.ToSingle());
        """, Model + """
        using (torch.no_grad())
        {
            using var output = model.call(x);
            Console.WriteLine(output.ToSingle());
        }
        """);

    [Fact]
    public Task A_type_without_a_name_takes_the_rest_of_the_block_along() => Fix.Body(Model + """
        var output = new { Score = {|MODE201:model.call(x)|}.ToSingle() };
        Console.WriteLine(output.Score);
        """, Model + """
        using (torch.no_grad())
        {
            var output = new { Score = model.call(x).ToSingle() };
            Console.WriteLine(output.Score);
        }
        """);

    [Fact]
    public Task A_variable_that_another_switch_section_uses() => Fix.Body(Model + """
        switch (count)
        {
            case 1:
                var output = {|MODE201:model.call(x)|};
                Console.WriteLine(output.ToSingle());
                break;
            default:
                output = y;
                Console.WriteLine(output);
                break;
        }
        """, Model + """
        switch (count)
        {
            case 1:
                Tensor output;
                using (torch.no_grad())
                {
                    output = model.call(x);
                }
                Console.WriteLine(output.ToSingle());
                break;
            default:
                output = y;
                Console.WriteLine(output);
                break;
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_a_variable_cannot_be_kept() => Fix.Program(Pending, Pending);

    private const string Pending = """
        static class Program
        {
            static async Task Run(Net model, Tensor x)
            {
                model.eval();
                using var output = {|MODE201:model.call(x)|};
                await Task.Delay(1);
                Console.WriteLine(output.ToSingle());
            }
        }
        """;

    [Fact]
    public Task A_nullable_context() => Fix.Program("""
        #nullable enable
        static class Program
        {
            static string Run(Net model, Tensor x, bool flag)
            {
                model.eval();
                var (text, other) = (flag ? null : "", {|MODE201:model.call(x)|}.ToString());
                var name = model.call(x).ToString() + text;
                return name + other + text;
            }
        }
        """, """
        #nullable enable
        static class Program
        {
            static string Run(Net model, Tensor x, bool flag)
            {
                model.eval();
                string? text;
                string? other;
                string name;
                using (torch.no_grad())
                {
                    (text, other) = (flag ? null : "", model.call(x).ToString());
                    name = model.call(x).ToString() + text;
                }
                return name + other + text;
            }
        }
        """);

    [Fact]
    public Task The_oldest_language() => Fix.Source(Old("""
                    var output = {|MODE201:model.call(x)|};
                    foreach (var value in output.data<float>())
                        Console.WriteLine(value);
        """), Old("""
                    torch.Tensor output;
                    using (torch.no_grad())
                    {
                        output = model.call(x);
                    }
                    foreach (var value in output.data<float>())
                        Console.WriteLine(value);
        """), LanguageVersion.CSharp7_3);

    private static string Old(string statements) => $$"""
        using System;
        using TorchSharp;

        namespace Old
        {
            class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
            {
                private readonly torch.nn.Module<torch.Tensor, torch.Tensor> fc = torch.nn.Linear(10, 10);
                public Net() : base("net") { RegisterComponents(); }
                public override torch.Tensor forward(torch.Tensor x) => fc.call(x);
            }

            static class Program
            {
                static void Run(Net model, torch.Tensor x)
                {
                    model.eval();
        {{statements}}
                }
            }
        }
        """;
}
