using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>The mode is put back where something may want it.</summary>
public class TrainingAround
{
    [Fact]
    public Task By_a_method_and_before_the_end() => new AllFixes().Program("""
        static class Program
        {
            static void EachEpoch(IEnumerable<Tensor> batches)
            {
                var net = new Net();
                for (var epoch = 0; epoch < 10; epoch++)
                {
                    Train(net, batches);
                    foreach (var batch in batches)
                        Console.WriteLine(net.call(batch).ToSingle());
                }
            }
            static void AtTheEnd(IEnumerable<Tensor> batches)
            {
                var net = new Net();
                for (var epoch = 0; epoch < 10; epoch++)
                    Train(net, batches);
                foreach (var batch in batches)
                    Console.WriteLine(net.call(batch).ToSingle());
            }
            static Net Handed(Tensor x)
            {
                var net = new Net();
                Console.WriteLine(net.call(x).ToSingle());
                return net;
            }
            static void Train(Net net, IEnumerable<Tensor> batches)
            {
                var optimizer = torch.optim.Adam(net.parameters());
                foreach (var batch in batches)
                {
                    optimizer.zero_grad();
                    net.call(batch).sum().backward();
                    optimizer.step();
                }
            }
        }
        """, """
        static class Program
        {
            static void EachEpoch(IEnumerable<Tensor> batches)
            {
                var net = new Net();
                for (var epoch = 0; epoch < 10; epoch++)
                {
                    Train(net, batches);
                    var wasTraining = net.training;
                    net.eval();
                    using (torch.no_grad())
                    {
                        foreach (var batch in batches)
                            Console.WriteLine(net.call(batch).ToSingle());
                    }
                    net.train(wasTraining);
                }
            }
            static void AtTheEnd(IEnumerable<Tensor> batches)
            {
                var net = new Net();
                for (var epoch = 0; epoch < 10; epoch++)
                    Train(net, batches);
                net.eval();
                using (torch.no_grad())
                {
                    foreach (var batch in batches)
                        Console.WriteLine(net.call(batch).ToSingle());
                }
            }
            static Net Handed(Tensor x)
            {
                var net = new Net();
                var wasTraining = net.training;
                net.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(net.call(x).ToSingle());
                }
                net.train(wasTraining);
                return net;
            }
            static void Train(Net net, IEnumerable<Tensor> batches)
            {
                var optimizer = torch.optim.Adam(net.parameters());
                foreach (var batch in batches)
                {
                    optimizer.zero_grad();
                    net.call(batch).sum().backward();
                    optimizer.step();
                }
            }
        }
        """);

    [Fact]
    public Task An_object_that_keeps_the_model() => new AllFixes().Program("""
        class Trainer
        {
            private readonly Net net;
            public Trainer(Net net) { this.net = net; }
            public void Train(Tensor x)
            {
                net.call(x).sum().backward();
                torch.optim.Adam(net.parameters()).step();
            }
        }
        class Program
        {
            static void Run(Tensor x)
            {
                var net = new Net();
                var trainer = new Trainer(net);
                Console.WriteLine(net.call(x).ToSingle());
                trainer.Train(x);
            }
        }
        """, """
        class Trainer
        {
            private readonly Net net;
            public Trainer(Net net) { this.net = net; }
            public void Train(Tensor x)
            {
                net.call(x).sum().backward();
                torch.optim.Adam(net.parameters()).step();
            }
        }
        class Program
        {
            static void Run(Tensor x)
            {
                var net = new Net();
                var trainer = new Trainer(net);
                var wasTraining = net.training;
                net.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(net.call(x).ToSingle());
                }
                net.train(wasTraining);
                trainer.Train(x);
            }
        }
        """);

    [Fact]
    public Task A_part_that_stays_frozen() => new AllFixes().Program("""
        class Tuned : Module<Tensor, Tensor>
        {
            public readonly Net Backbone = new Net();
            private readonly Dropout head = Dropout(0.5);
            public Tuned() : base("tuned") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => head.call(Backbone.call(x));
        }
        class Program
        {
            static void Train(Tuned model, Tensor x)
            {
                model.train();
                model.Backbone.eval();
                var optimizer = torch.optim.Adam(model.parameters());
                model.call(x).sum().backward();
                optimizer.step();
            }
            static void Validate(Tuned model, Tensor x)
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Score(Tensor x)
            {
                var model = new Tuned();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """, """
        class Tuned : Module<Tensor, Tensor>
        {
            public readonly Net Backbone = new Net();
            private readonly Dropout head = Dropout(0.5);
            public Tuned() : base("tuned") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => head.call(Backbone.call(x));
        }
        class Program
        {
            static void Train(Tuned model, Tensor x)
            {
                model.train();
                model.Backbone.eval();
                var optimizer = torch.optim.Adam(model.parameters());
                model.call(x).sum().backward();
                optimizer.step();
            }
            static void Validate(Tuned model, Tensor x)
            {
                using (torch.no_grad())
                {
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
                }
            }
            static void Score(Tensor x)
            {
                var model = new Tuned();
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task A_part_that_train_itself_keeps_frozen() => new AllFixes().Program("""
        class Tuned : Module<Tensor, Tensor>
        {
            private readonly Net backbone = new Net();
            public Tuned() : base("tuned") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => backbone.call(x);
            public override void train(bool on = true)
            {
                base.train(on);
                backbone.eval();
            }
        }
        class Program
        {
            static void Validate(Module<Tensor, Tensor> model, Tensor x)
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """, """
        class Tuned : Module<Tensor, Tensor>
        {
            private readonly Net backbone = new Net();
            public Tuned() : base("tuned") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => backbone.call(x);
            public override void train(bool on = true)
            {
                base.train(on);
                backbone.eval();
            }
        }
        class Program
        {
            static void Validate(Module<Tensor, Tensor> model, Tensor x)
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
}
