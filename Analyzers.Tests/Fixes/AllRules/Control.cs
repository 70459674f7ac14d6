using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Branches, loops, switches and handlers.</summary>
public class Control
{
    [Fact]
    public Task A_chain_of_branches() => new AllFixes().Body("""
        if (flag)
            Console.WriteLine(model.call(x).ToSingle());
        else if (count > 3)
            Console.WriteLine(model.call(y).ToSingle());
        else
            Console.WriteLine(1);
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            if (flag)
                Console.WriteLine(model.call(x).ToSingle());
            else if (count > 3)
                Console.WriteLine(model.call(y).ToSingle());
            else
                Console.WriteLine(1);
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_using_in_the_middle_of_a_chain() => new AllFixes().Body("""
        if (flag)
            Console.WriteLine(1);
        else if (count > 1)
            using (torch.NewDisposeScope())
                Console.WriteLine(model.call(x).ToSingle());
        else
            Console.WriteLine(2);
        """, """
        if (flag)
            Console.WriteLine(1);
        else if (count > 1)
        {
            var wasTraining = model.training;
            model.eval();
            using (torch.NewDisposeScope())
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            model.train(wasTraining);
        }
        else
            Console.WriteLine(2);
        """);

    [Fact]
    public Task Loops_and_lock_without_braces() => new AllFixes().Body("""
        for (var i = 0; i < count; i++)
            Console.WriteLine(model.call(x[i]).ToSingle());
        lock (x)
            Console.WriteLine(model.call(x).ToSingle());
        do
            Console.WriteLine(model.call(x).ToSingle());
        while (count-- > 0);
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            for (var i = 0; i < count; i++)
                Console.WriteLine(model.call(x[i]).ToSingle());
            lock (x)
                Console.WriteLine(model.call(x).ToSingle());
            do
                Console.WriteLine(model.call(x).ToSingle());
            while (count-- > 0);
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task Heads_of_loops() => new AllFixes().Body("""
        while (model.call(x).ToSingle() is var score && score > 0)
            Console.WriteLine(score);
        do
        {
            count--;
        }
        while (model.call(x).ToSingle() > count);
        for (var next = model.call(x).ToSingle(); next > 0; next -= model.call(y).ToSingle())
            Console.WriteLine(next);
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            while (model.call(x).ToSingle() is var score && score > 0)
                Console.WriteLine(score);
            do
            {
                count--;
            }
            while (model.call(x).ToSingle() > count);
            for (var next = model.call(x).ToSingle(); next > 0; next -= model.call(y).ToSingle())
                Console.WriteLine(next);
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task Sections_of_a_switch() => new AllFixes().Body("""
        switch (count)
        {
            case 1:
                var output = model.call(x);
                Console.WriteLine(output.ToSingle());
                break;
            case 2:
                output = model.call(y);
                Console.WriteLine(output.ToSingle());
                goto case 1;
            default:
                Console.WriteLine(model.call(y).ToSingle());
                return;
        }
        """, """
        var wasTraining = model.training;
        model.eval();
        try
        {
            using (torch.no_grad())
            {
                switch (count)
                {
                    case 1:
                        var output = model.call(x);
                        Console.WriteLine(output.ToSingle());
                        break;
                    case 2:
                        output = model.call(y);
                        Console.WriteLine(output.ToSingle());
                        goto case 1;
                    default:
                        Console.WriteLine(model.call(y).ToSingle());
                        return;
                }
            }
        }
        finally
        {
            model.train(wasTraining);
        }
        """);

    [Fact]
    public Task One_section_of_a_switch() => new AllFixes().Body("""
        switch (count)
        {
            case 1:
                var output = model.call(x);
                Console.WriteLine(output.ToSingle());
                break;
            default:
                output = y;
                Console.WriteLine(output.ToSingle());
                break;
        }
        """, """
        switch (count)
        {
            case 1:
                var wasTraining = model.training;
                model.eval();
                Tensor output;
                using (torch.no_grad())
                {
                    output = model.call(x);
                }
                model.train(wasTraining);
                Console.WriteLine(output.ToSingle());
                break;
            default:
                output = y;
                Console.WriteLine(output.ToSingle());
                break;
        }
        """);

    [Fact]
    public Task A_switch_expression() => new AllFixes().Body("""
        var result = count switch { 1 => model.call(x).ToSingle(), 2 => model.call(y).ToSingle(), _ => 0f };
        Console.WriteLine(result);
        """, """
        var wasTraining = model.training;
        model.eval();
        float result;
        using (torch.no_grad())
        {
            result = count switch { 1 => model.call(x).ToSingle(), 2 => model.call(y).ToSingle(), _ => 0f };
        }
        model.train(wasTraining);
        Console.WriteLine(result);
        """);
}
