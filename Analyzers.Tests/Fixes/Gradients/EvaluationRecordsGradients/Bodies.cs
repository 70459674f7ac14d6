using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Gradients.EvaluationRecordsGradientsFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Gradients.EvaluationRecordsGradients;

/// <summary>Members, lambdas and local functions; asynchronous code and iterators.</summary>
public class Bodies
{
    private static Task Members(string source, string fixedSource) => Fix.Program(Class(source), Class(fixedSource));

    private static string Class(string members) => $$"""
        class Program
        {
            private readonly Net model = new Net();
            private readonly Tensor x = torch.rand(1, 10);

            public Program()
            {
                model.eval();
            }

        {{string.Join("\n", members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}
        }
        """;

    [Fact]
    public Task A_method_with_an_expression_body() => Members(
        """
        public float Score(Tensor x) => {|MODE201:model.call(x)|}.ToSingle();

        public void Print() =>
            Console.WriteLine({|MODE201:model.call(x)|}
                .ToSingle());
        """,
        """
        public float Score(Tensor x)
        {
            using (torch.no_grad())
            {
                return model.call(x).ToSingle();
            }
        }

        public void Print()
        {
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x)
                    .ToSingle());
            }
        }
        """);

    [Fact]
    public Task Properties_and_accessors() => Members(
        """
        public float Score => {|MODE201:model.call(x)|}.ToSingle(); // now

        public float Other
        {
            get => {|MODE201:model.call(x)|}.ToSingle();
        }
        """,
        """
        public float Score
        {
            get
            {
                using (torch.no_grad())
                {
                    return model.call(x).ToSingle();
                }
            }
        } // now

        public float Other
        {
            get
            {
                using (torch.no_grad())
                {
                    return model.call(x).ToSingle();
                }
            }
        }
        """);

    [Fact]
    public Task A_comment_behind_the_arrow_is_not_thrown_away() => Members(
        "public float Score(Tensor x) => /* one row */ {|MODE201:model.call(x)|}.ToSingle();",
        "public float Score(Tensor x) => /* one row */ {|MODE201:model.call(x)|}.ToSingle();");

    [Fact]
    public Task A_lambda_with_an_expression_body() => Lambda(
        """
        public float[] Scores(Tensor[] batches) => batches
            .Select(batch => [|model.call(batch)|].ToSingle())
            .ToArray();
        """,
        """
        public float[] Scores(Tensor[] batches) => batches
            .Select(batch =>
            {
                using (torch.no_grad())
                {
                    return model.call(batch).ToSingle();
                }
            })
            .ToArray();
        """);

    [Fact]
    public Task A_lambda_that_returns_nothing() => Lambda(
        """
        public void Print(List<Tensor> batches)
        {
            batches.ForEach(batch => Console.WriteLine([|model.call(batch)|].ToSingle()));
        }
        """,
        """
        public void Print(List<Tensor> batches)
        {
            batches.ForEach(batch =>
            {
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(batch).ToSingle());
                }
            });
        }
        """);

    [Fact]
    public Task A_lambda_with_a_block_on_one_line() => Lambda(
        """
        public void Print(List<Tensor> batches)
        {
            batches.ForEach(batch => { Console.WriteLine([|model.call(batch)|].ToSingle()); });
        }
        """,
        """
        public void Print(List<Tensor> batches)
        {
            batches.ForEach(batch =>
            {
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(batch).ToSingle());
                }
            });
        }
        """);

    [Theory]
    [InlineData("public System.Linq.Expressions.Expression<Func<float>> Score => () => [|model.call(x)|].ToSingle();")]
    [InlineData("public IEnumerable<float> Scores(Tensor[] batches) { return from batch in batches select [|model.call(batch)|].ToSingle(); }")]
    [InlineData("private static float score = [|new Net().call(torch.rand(1))|].ToSingle();")]
    public async Task Nothing_is_offered_where_a_guard_has_no_place_or_no_effect(string member) =>
        Assert.Empty(await CodeFixRun.Offers(new EvaluationRecordsGradientsFix(), "MODE201", CodeFixRun.Class(member)));

    private static Task Lambda(string members, string fixedMembers) => CodeFixRun.Members(new EvaluationRecordsGradientsFix(), "MODE201", members, fixedMembers);

    [Fact]
    public Task A_local_function() => Fix.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine(Score(x));

        float Score(Tensor batch) => {|MODE201:model.call(batch)|}.ToSingle();
        """, """
        var model = new Net();
        model.eval();
        Console.WriteLine(Score(x));

        float Score(Tensor batch)
        {
            using (torch.no_grad())
            {
                return model.call(batch).ToSingle();
            }
        }
        """);

    [Fact]
    public Task The_guard_does_not_reach_over_an_await() => Members(
        """
        public async Task<float> Total(Tensor[] batches)
        {
            var total = 0f;
            foreach (var batch in batches)
            {
                await Task.Delay(1);
                total += {|MODE201:model.call(batch)|}.ToSingle();
            }

            return total;
        }
        """,
        """
        public async Task<float> Total(Tensor[] batches)
        {
            var total = 0f;
            foreach (var batch in batches)
            {
                await Task.Delay(1);
                using (torch.no_grad())
                {
                    total += model.call(batch).ToSingle();
                }
            }

            return total;
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_one_statement_awaits() => Members(AwaitInside, AwaitInside);

    private const string AwaitInside = "public async Task Print() => await Console.Out.WriteLineAsync({|MODE201:model.call(x)|}.ToSingle().ToString());";

    [Fact]
    public Task The_guard_does_not_reach_over_a_yield() => Members(
        """
        public IEnumerable<float> Scores(Tensor[] batches)
        {
            foreach (var batch in batches)
            {
                var score = {|MODE201:model.call(batch)|}.ToSingle();
                yield return score;
            }
        }
        """,
        """
        public IEnumerable<float> Scores(Tensor[] batches)
        {
            foreach (var batch in batches)
            {
                float score;
                using (torch.no_grad())
                {
                    score = model.call(batch).ToSingle();
                }
                yield return score;
            }
        }
        """);
}
