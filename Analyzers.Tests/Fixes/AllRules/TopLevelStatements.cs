using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

public class TopLevelStatements
{
    [Fact]
    public Task Two_branches() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        if (args.Length > 0)
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        else
        {
            foreach (var i in new[] { 1, 2 })
                Console.WriteLine(model.call(x[i]).ToSingle());
        }
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            if (args.Length > 0)
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            else
            {
                foreach (var i in new[] { 1, 2 })
                    Console.WriteLine(model.call(x[i]).ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_loop() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        for (var i = 0; i < 3; i++)
        {
            var output = model.call(x[i]);
            Console.WriteLine(output.ToSingle());
        }
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            for (var i = 0; i < 3; i++)
            {
                var output = model.call(x[i]);
                Console.WriteLine(output.ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_guard_within_a_loop() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        for (var i = 0; i < 3; i++)
        {
            using (torch.no_grad())
            {
                var output = model.call(x[i]);
                Console.WriteLine(output.ToSingle());
            }
        }
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        for (var i = 0; i < 3; i++)
        {
            using (torch.no_grad())
            {
                var output = model.call(x[i]);
                Console.WriteLine(output.ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_training_step_between() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        var optimizer = torch.optim.Adam(model.parameters());
        var before = model.call(x).ToSingle();
        model.call(x).sum().backward();
        optimizer.step();
        var after = model.call(x).ToSingle();
        Console.WriteLine(before - after);
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        var optimizer = torch.optim.Adam(model.parameters());
        var wasTraining = model.training;
        model.eval();
        float before;
        using (torch.no_grad())
        {
            before = model.call(x).ToSingle();
        }
        model.train(wasTraining);
        model.call(x).sum().backward();
        optimizer.step();
        var wasTraining1 = model.training;
        model.eval();
        float after;
        using (torch.no_grad())
        {
            after = model.call(x).ToSingle();
        }
        model.train(wasTraining1);
        Console.WriteLine(before - after);
        """);

    [Fact]
    public Task Training_that_is_over() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        var optimizer = torch.optim.Adam(model.parameters());
        for (var i = 0; i < 3; i++)
        {
            model.call(x).sum().backward();
            optimizer.step();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        var optimizer = torch.optim.Adam(model.parameters());
        for (var i = 0; i < 3; i++)
        {
            model.call(x).sum().backward();
            optimizer.step();
        }
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task An_await() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        for (var i = 0; i < 3; i++)
        {
            var score = model.call(x).ToSingle();
            await Task.Delay(1);
            Console.WriteLine(score);
        }
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        for (var i = 0; i < 3; i++)
        {
            float score;
            using (torch.no_grad())
            {
                score = model.call(x).ToSingle();
            }
            await Task.Delay(1);
            Console.WriteLine(score);
        }
        """);

    [Fact]
    public Task A_local_function() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        Console.WriteLine(Score());

        float Score() => model.call(x).ToSingle();
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        Console.WriteLine(Score());

        float Score()
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
        """);

    [Fact]
    public Task A_return() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        if (model.call(x).ToSingle() > 0)
            return 1;
        return 0;
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            if (model.call(x).ToSingle() > 0)
                return 1;
        }
        return 0;
        """);

    [Fact]
    public Task An_object_without_a_name() => AllFixes.TopLevel("""
        var x = torch.rand(1, 10);
        Console.WriteLine(new Net().call(x).ToSingle());
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);
}
