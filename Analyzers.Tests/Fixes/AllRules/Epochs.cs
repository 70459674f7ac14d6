using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Training and evaluation in one loop.</summary>
public class Epochs
{
    [Fact]
    public Task Each_epoch() => new AllFixes().Body("""
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            foreach (var batch in batches)
            {
                optimizer.zero_grad();
                functional.mse_loss(net.call(batch), y).backward();
                optimizer.step();
            }
            foreach (var batch in batches)
            {
                var output = net.call(batch);
                Console.WriteLine(output.ToSingle());
            }
        }
        """, """
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            foreach (var batch in batches)
            {
                optimizer.zero_grad();
                functional.mse_loss(net.call(batch), y).backward();
                optimizer.step();
            }
            var wasTraining = net.training;
            net.eval();
            using (torch.no_grad())
            {
                foreach (var batch in batches)
                {
                    var output = net.call(batch);
                    Console.WriteLine(output.ToSingle());
                }
            }
            net.train(wasTraining);
        }
        """);

    [Fact]
    public Task After_the_last_epoch() => new AllFixes().Body("""
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            functional.mse_loss(net.call(x), y).backward();
            optimizer.step();
        }
        var correct = 0f;
        foreach (var batch in batches)
            correct += net.call(batch).argmax(1).eq(y).sum().ToSingle();
        Console.WriteLine(correct);
        net.save("net.dat");
        """, """
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        for (var epoch = 0; epoch < count; epoch++)
        {
            functional.mse_loss(net.call(x), y).backward();
            optimizer.step();
        }
        var correct = 0f;
        net.eval();
        using (torch.no_grad())
        {
            foreach (var batch in batches)
                correct += net.call(batch).argmax(1).eq(y).sum().ToSingle();
        }
        Console.WriteLine(correct);
        net.save("net.dat");
        """);
}
