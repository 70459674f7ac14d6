using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Training between two evaluations keeps its gradients and finds its mode.</summary>
public class TrainingBetween
{
    [Fact]
    public Task A_step_between_two_evaluations() => new AllFixes().Body("""
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        Console.WriteLine(net.call(x).ToSingle());
        functional.mse_loss(net.call(x), y).backward();
        optimizer.step();
        Console.WriteLine(net.call(x).ToSingle());
        """, """
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        var wasTraining = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining);
        functional.mse_loss(net.call(x), y).backward();
        optimizer.step();
        var wasTraining1 = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining1);
        """);

    [Fact]
    public Task A_lambda_that_trains_between_two_evaluations() => new AllFixes().Body("""
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        Action train = () =>
        {
            functional.mse_loss(net.call(x), y).backward();
            optimizer.step();
        };
        Console.WriteLine(net.call(x).ToSingle());
        train();
        Console.WriteLine(net.call(x).ToSingle());
        """, """
        var net = new Net();
        var optimizer = torch.optim.SGD(net.parameters(), 0.1);
        Action train = () =>
        {
            functional.mse_loss(net.call(x), y).backward();
            optimizer.step();
        };
        var wasTraining = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining);
        train();
        var wasTraining1 = net.training;
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        net.train(wasTraining1);
        """);

    [Fact]
    public Task Delegates_and_interfaces_between_two_evaluations() => new AllFixes().Program("""
        interface ITrainer { void Step(); }
        class Trainer : ITrainer
        {
            private readonly Net net;
            private readonly torch.optim.Optimizer optimizer;
            public Trainer(Net net, torch.optim.Optimizer optimizer) { this.net = net; this.optimizer = optimizer; }
            public void Step() { net.call(torch.rand(1)).sum().backward(); optimizer.step(); }
        }
        class Program
        {
            static void Unknown(Net model, Tensor x, Action callback)
            {
                Console.WriteLine(model.call(x).ToSingle());
                callback();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Notified(Net model, Tensor x, Action<float> report)
            {
                Console.WriteLine(model.call(x).ToSingle());
                report(3);
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Dispatched(Net model, Tensor x, ITrainer trainer)
            {
                Console.WriteLine(model.call(x).ToSingle());
                trainer.Step();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """, """
        interface ITrainer { void Step(); }
        class Trainer : ITrainer
        {
            private readonly Net net;
            private readonly torch.optim.Optimizer optimizer;
            public Trainer(Net net, torch.optim.Optimizer optimizer) { this.net = net; this.optimizer = optimizer; }
            public void Step() { net.call(torch.rand(1)).sum().backward(); optimizer.step(); }
        }
        class Program
        {
            static void Unknown(Net model, Tensor x, Action callback)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining);
                callback();
                var wasTraining1 = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining1);
            }
            static void Notified(Net model, Tensor x, Action<float> report)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                    report(3);
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining);
            }
            static void Dispatched(Net model, Tensor x, ITrainer trainer)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining);
                trainer.Step();
                var wasTraining1 = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining1);
            }
        }
        """);
}
