using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Statements that share lines, or take several.</summary>
public class Lines
{
    [Fact]
    public Task Several_statements_on_one_line() => new AllFixes().Body("""
        Console.WriteLine(model.call(x).ToSingle()); Console.WriteLine(2); // both
        if (flag) { var output = model.call(x); Console.WriteLine(output.ToSingle()); } else { Console.WriteLine(3); }
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle()); Console.WriteLine(2); // both
            if (flag) { var output = model.call(x); Console.WriteLine(output.ToSingle()); } else { Console.WriteLine(3); }
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_method_on_one_line() => new AllFixes().Program("""
        class Program { static float Score(Net model, Tensor x) { return model.call(x).ToSingle(); } }
        """, """
        class Program
        {
            static float Score(Net model, Tensor x)
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
    public Task A_call_on_several_lines() => new AllFixes().Body("""
        foreach (var batch in batches)
            Console.WriteLine(
                model
                    .call(batch)
                    .ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            foreach (var batch in batches)
                Console.WriteLine(
                    model
                        .call(batch)
                        .ToSingle());
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task Raw_strings() => new AllFixes { IsFormatted = false }.Body(""""
        Console.WriteLine("""
            text
              {more}
            """ + model.call(x).ToSingle());
        Console.WriteLine($"""
            text {
                model.call(x).ToSingle()
            } end
            """);
        """", """"
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine("""
            text
              {more}
            """ + model.call(x).ToSingle());
            Console.WriteLine($"""
            text {
                    model.call(x).ToSingle()
                } end
            """);
        }
        model.train(wasTraining);
        """");

    [Fact]
    public Task A_file_on_two_lines() => new AllFixes { IsFormatted = false }.Source("""
        using System; using TorchSharp; using static TorchSharp.torch; class Net : nn.Module<Tensor, Tensor> { private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5)); public Net() : base("net") { RegisterComponents(); } public override Tensor forward(Tensor x) => layers.call(x); }
        static class Program { static void Run(Net model, Tensor x) { Console.WriteLine(model.call(x).item<float>()); } }
        """, """
        using System; using TorchSharp; using static TorchSharp.torch; class Net : nn.Module<Tensor, Tensor> { private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5)); public Net() : base("net") { RegisterComponents(); } public override Tensor forward(Tensor x) => layers.call(x); }
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).item<float>());
                }
                model.train(wasTraining);
            }
        }
        """);
}
