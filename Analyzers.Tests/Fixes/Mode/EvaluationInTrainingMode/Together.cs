using ModeLint.Analyzers.CodeFixes.Mode;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.Mode.EvaluationInTrainingMode;

/// <summary>The action that switches the mode and turns gradients off, in the shapes where the two do not meet at one place.</summary>
public class Together
{
    private static async Task Both(string members, string fixedMembers, string restore = "true")
    {
        var offers = await CodeFixRun.Offers(new EvaluationInTrainingModeFix(), "MODE101", CodeFixRun.Class(members), ("modelint.receiver", "model"), ("modelint.both", "true"), ("modelint.restore", restore));
        Assert.Equal([EvaluationInTrainingModeFix.Key, EvaluationInTrainingModeFix.BothKey], offers.Select(offer => offer.Key));
        Assert.Equal(CodeFixRun.Class(fixedMembers), offers[1].Text);
    }

    [Fact]
    public Task An_expression_body() => Both("""
        public float Score => [|model.call(x)|].ToSingle();
        """, """
        public float Score
        {
            get
            {
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (torch.no_grad())
                    {
                        return model.call(x).ToSingle();
                    }
                }
                finally
                {
                    model.train(wasTraining);
                }
            }
        }
        """);

    [Fact]
    public Task An_expression_body_without_a_value() => Both("""
        public void Print() => Console.WriteLine([|model.call(x)|].ToSingle());
        """, """
        public void Print()
        {
            model.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """, "false");

    [Fact]
    public Task An_embedded_statement() => Both("""
        public void Print(bool flag)
        {
            if (flag)
                Console.WriteLine([|model.call(x)|].ToSingle());
        }
        """, """
        public void Print(bool flag)
        {
            if (flag)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task An_embedded_statement_of_a_using() => Both("""
        public void Print()
        {
            using (torch.NewDisposeScope())
                Console.WriteLine([|model.call(x)|].ToSingle());
        }
        """, """
        public void Print()
        {
            model.eval();
            using (torch.NewDisposeScope())
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """, "false");

    [Fact]
    public Task A_using_declaration() => Both("""
        public void Print()
        {
            using var output = [|model.call(x)|];
            Console.WriteLine(output.ToSingle());
        }
        """, """
        public void Print()
        {
            using (torch.no_grad())
            {
                var wasTraining = model.training;
                model.eval();
                using var output = model.call(x);
                model.train(wasTraining);
                Console.WriteLine(output.ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_guard_that_cannot_reach_over_the_await() => Both("""
        public async Task Print(Tensor[] batches)
        {
            foreach (var batch in batches)
            {
                var score = [|model.call(batch)|].ToSingle();
                await Task.Delay(1);
                Console.WriteLine(score);
            }
        }
        """, """
        public async Task Print(Tensor[] batches)
        {
            model.eval();
            foreach (var batch in batches)
            {
                float score;
                using (torch.no_grad())
                {
                    score = model.call(batch).ToSingle();
                }
                await Task.Delay(1);
                Console.WriteLine(score);
            }
        }
        """, "false");

    [Fact]
    public Task A_finally_that_takes_the_rest_of_the_block_along() => CodeFixRun.Members(new EvaluationInTrainingModeFix(), "MODE101", """
        public float Score()
        {
            using var output = [|model.call(x)|];
            if (output.ToSingle() > 0)
                return 1;
            var other = [|model.call(y)|].ToSingle();
            Console.WriteLine(output.ToSingle());
            return other;
        }
        """, """
        public float Score()
        {
            var wasTraining = model.training;
            model.eval();
            try
            {
                using var output = model.call(x);
                if (output.ToSingle() > 0)
                    return 1;
                var other = model.call(y).ToSingle();
                Console.WriteLine(output.ToSingle());
                return other;
            }
            finally
            {
                model.train(wasTraining);
            }
        }
        """, ("modelint.receiver", "model"));
}
