using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>How far a guard and a mode reach.</summary>
public class Regions
{
    [Fact]
    public Task A_statistics_pass_between_two_evaluations() => new AllFixes().Body("""
        var net = new Net();
        Console.WriteLine(net.call(x).ToSingle());
        net.call(y);
        Console.WriteLine(net.call(x).ToSingle());
        """, """
        var net = new Net();
        var wasTraining = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining);
        net.call(y);
        var wasTraining1 = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining1);
        """);

    [Fact]
    public Task A_loop_without_an_end() => new AllFixes().Body("""
        while (true)
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """, """
        model.eval();
        using (torch.no_grad())
        {
            while (true)
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_dispose_scope_in_a_loop() => new AllFixes().Body("""
        for (var epoch = 0; epoch < count; epoch++)
        {
            using (var scope = torch.NewDisposeScope())
            {
                var output = model.call(x);
                Console.WriteLine(output.ToSingle());
            }
        }
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            for (var epoch = 0; epoch < count; epoch++)
            {
                using (var scope = torch.NewDisposeScope())
                {
                    var output = model.call(x);
                    Console.WriteLine(output.ToSingle());
                }
            }
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_dispose_scope_in_an_epoch() => new AllFixes().Body("""
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            model.train();
            functional.mse_loss(model.call(x), y).backward();
            optimizer.step();
            using (var scope = torch.NewDisposeScope())
            {
                foreach (var batch in batches)
                {
                    var output = model.call(batch);
                    Console.WriteLine(output.ToSingle());
                }
            }
        }
        """, """
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            model.train();
            functional.mse_loss(model.call(x), y).backward();
            optimizer.step();
            using (var scope = torch.NewDisposeScope())
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    foreach (var batch in batches)
                    {
                        var output = model.call(batch);
                        Console.WriteLine(output.ToSingle());
                    }
                }
                model.train(wasTraining);
            }
        }
        """);
}
