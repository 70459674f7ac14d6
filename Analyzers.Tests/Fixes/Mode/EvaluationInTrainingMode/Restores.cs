using ModeLint.Analyzers.CodeFixes.Mode;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Mode.EvaluationInTrainingModeFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Mode.EvaluationInTrainingMode;

/// <summary>The mode comes back where training follows or may follow.</summary>
public class Restores
{
    private static Task Method(string statements, string fixedStatements, string returns = "void") => Fix.Program(Of(statements, returns), Of(fixedStatements, returns));

    private static string Of(string statements, string returns) => $$"""
        static class Program
        {
            static {{returns}} Validate(Net model, IEnumerable<Tensor> batches, bool flag)
            {
                using var _ = no_grad();
                Console.WriteLine("validation");
        {{string.Join("\n", statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line))}}
            }
        }
        """;

    [Fact]
    public Task A_parameter_may_be_trained_by_the_caller() => Method("""
        foreach (var batch in batches)
            Console.WriteLine({|MODE101:model.call(batch)|}.ToSingle());
        Console.WriteLine("done");
        """, """
        var wasTraining = model.training;
        model.eval();
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle());
        model.train(wasTraining);
        Console.WriteLine("done");
        """);

    [Fact]
    public Task The_name_is_a_new_one() => Method("""
        var wasTraining = "yes";
        foreach (var batch in batches)
            Console.WriteLine({|MODE101:model.call(batch)|}.ToSingle() + wasTraining);
        """, """
        var wasTraining = "yes";
        var wasTraining1 = model.training;
        model.eval();
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle() + wasTraining);
        model.train(wasTraining1);
        """);

    [Fact]
    public Task A_return_needs_a_finally() => Method("""
        foreach (var batch in batches)
        {
            var score = {|MODE101:model.call(batch)|}.ToSingle();
            if (score > 0)
                return score; // good enough
        }

        return 0;
        """, """
        var wasTraining = model.training;
        model.eval();
        try
        {
            foreach (var batch in batches)
            {
                var score = model.call(batch).ToSingle();
                if (score > 0)
                    return score; // good enough
            }
        }
        finally
        {
            model.train(wasTraining);
        }

        return 0;
        """, "float");

    [Fact]
    public Task A_throw_needs_a_finally_and_variables_stay_in_scope() => Method("""
        var score = {|MODE101:model.call(batches.First())|}.ToSingle();
        if (float.IsNaN(score))
            throw new InvalidOperationException("no score");
        var other = model.call(batches.Last()).ToSingle();
        return score + other;
        """, """
        float score;
        float other;
        var wasTraining = model.training;
        model.eval();
        try
        {
            score = model.call(batches.First()).ToSingle();
            if (float.IsNaN(score))
                throw new InvalidOperationException("no score");
            other = model.call(batches.Last()).ToSingle();
        }
        finally
        {
            model.train(wasTraining);
        }
        return score + other;
        """, "float");

    [Fact]
    public Task A_break_that_leaves_the_region_needs_a_finally() => Method("""
        foreach (var batch in batches)
        {
            model.train();
            if (flag)
            {
                model.eval();
                continue;
            }
            if ({|MODE101:model.call(batch)|}.ToSingle() > 0)
                break;
        }
        """, """
        foreach (var batch in batches)
        {
            model.train();
            if (flag)
            {
                model.eval();
                continue;
            }
            var wasTraining = model.training;
            model.eval();
            try
            {
                if (model.call(batch).ToSingle() > 0)
                    break;
            }
            finally
            {
                model.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task An_iterator_s_consumer_finds_the_old_mode() => Method("""
        foreach (var batch in batches)
        {
            var score = {|MODE101:model.call(batch)|}.ToSingle();
            if (score < 0)
                yield break;
            yield return score;
        }
        """, """
        foreach (var batch in batches)
        {
            var wasTraining = model.training;
            model.eval();
            var score = model.call(batch).ToSingle();
            model.train(wasTraining);
            if (score < 0)
                yield break;
            yield return score;
        }
        """, "IEnumerable<float>");

    [Fact]
    public Task A_model_that_may_be_missing() => CodeFixRun.Members(new EvaluationInTrainingModeFix(), "MODE101", """
        static void Validate(Net net, Tensor x)
        {
            var score = net?[|.call(x)|]?.ToSingle();
            Console.WriteLine(score);
        }
        """, """
        static void Validate(Net net, Tensor x)
        {
            var wasTraining = net?.training ?? false;
            net?.eval();
            var score = net?.call(x)?.ToSingle();
            net?.train(wasTraining);
            Console.WriteLine(score);
        }
        """, ("modelint.receiver", "net"));

    [Fact]
    public Task The_oldest_language() => Fix.Source(Old("""
                using (torch.no_grad())
                {
                    return {|MODE101:model.call(x)|};
                }
        """), Old("""
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (torch.no_grad())
                    {
                        return model.call(x);
                    }
                }
                finally
                {
                    model.train(wasTraining);
                }
        """), Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp7_3);

    private static string Old(string statements) => $$"""
        using System;
        using TorchSharp;

        class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly torch.nn.Module<torch.Tensor, torch.Tensor> drop = torch.nn.Dropout(0.5);
            public Net() : base("net") { RegisterComponents(); }
            public override torch.Tensor forward(torch.Tensor x) => drop.call(x);
        }

        static class Program
        {
            static void Main() => Console.WriteLine(Evaluate(new Net(), torch.rand(1)).item<float>());

            static torch.Tensor Evaluate(torch.nn.Module<torch.Tensor, torch.Tensor> model, torch.Tensor x)
            {
        {{statements}}
            }
        }
        """;

    [Fact]
    public Task An_expression_body() => Fix.Program("""
        static class Program
        {
            static float Score(Net model, Tensor x) => {|MODE101:{|MODE201:model.call(x)|}|}.ToSingle();
        }
        """, """
        static class Program
        {
            static float Score(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                try
                {
                    return {|MODE201:model.call(x)|}.ToSingle();
                }
                finally
                {
                    model.train(wasTraining);
                }
            }
        }
        """);

    [Fact]
    public Task Training_follows() => Fix.Body("""
        var model = new Net();
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            functional.mse_loss(model.call(x[epoch]), y).backward();
            optimizer.step();
            using (no_grad())
            {
                Console.WriteLine({|MODE101:model.call(y[epoch])|}.ToSingle());
            }
        }
        """, """
        var model = new Net();
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            functional.mse_loss(model.call(x[epoch]), y).backward();
            optimizer.step();
            var wasTraining = model.training;
            model.eval();
            using (no_grad())
            {
                Console.WriteLine(model.call(y[epoch]).ToSingle());
            }
            model.train(wasTraining);
        }
        """);

    [Fact]
    public Task Asynchronous_code() => Fix.Program("""
        static class Program
        {
            static async Task Validate(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    await Task.Delay(1);
                    using (no_grad())
                        Console.WriteLine({|MODE101:model.call(batch)|}.ToSingle());
                }
            }
        }
        """, """
        static class Program
        {
            static async Task Validate(Net model, IEnumerable<Tensor> batches)
            {
                var wasTraining = model.training;
                model.eval();
                foreach (var batch in batches)
                {
                    await Task.Delay(1);
                    using (no_grad())
                        Console.WriteLine(model.call(batch).ToSingle());
                }
                model.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task Both_at_once() => CodeFixVerify<EvaluationInTrainingModeFix>.Another(Verify.Frame + """
        static class Program
        {
            static float Score(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    var score = {|MODE101:{|MODE201:model.call(batch)|}|}.ToSingle();
                    if (score > 0)
                        return score;
                }

                return 0;
            }
        }
        """, Verify.Frame + """
        static class Program
        {
            static float Score(Net model, IEnumerable<Tensor> batches)
            {
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (torch.no_grad())
                    {
                        foreach (var batch in batches)
                        {
                            var score = model.call(batch).ToSingle();
                            if (score > 0)
                                return score;
                        }
                    }
                }
                finally
                {
                    model.train(wasTraining);
                }

                return 0;
            }
        }
        """, EvaluationInTrainingModeFix.BothKey).RunAsync(TestContext.Current.CancellationToken);
}
