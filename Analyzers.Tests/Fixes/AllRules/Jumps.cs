using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Jumps, handlers, and objects that are replaced on the way.</summary>
public class Jumps
{
    [Fact]
    public Task A_goto_that_leaves() => new AllFixes { IsFormatted = false }.Body("""
        foreach (var batch in batches)
        {
            if (model.call(batch).ToSingle() > 3)
                goto found;
        }
        Console.WriteLine("none");
        return;
        found:
        Console.WriteLine("found");
        """, """
        var wasTraining = model.training;
        model.eval();
        try
        {
            using (torch.no_grad())
            {
                foreach (var batch in batches)
                {
                    if (model.call(batch).ToSingle() > 3)
                        goto found;
                }
            }
        }
        finally
        {
            model.train(wasTraining);
        }
        Console.WriteLine("none");
        return;
        found:
        Console.WriteLine("found");
        """);

    [Fact]
    public Task A_goto_within() => new AllFixes { IsFormatted = false }.Body("""
        Console.WriteLine(model.call(x).ToSingle());
        again:
        count--;
        if (count > 0) goto again;
        Console.WriteLine(model.call(y).ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
            again:
            count--;
            if (count > 0) goto again;
            Console.WriteLine(model.call(y).ToSingle());
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_goto_past_the_first_forward() => new AllFixes { IsFormatted = false }.Body("""
        if (flag)
            goto second;
        Console.WriteLine(model.call(x).ToSingle());
        second:
        count--;
        Console.WriteLine(model.call(y).ToSingle());
        """, """
        if (flag)
            goto second;
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        model.train(wasTraining);
        second:
        count--;
        var wasTraining1 = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(y).ToSingle());
        }
        model.train(wasTraining1);
        """);

    [Fact]
    public Task A_forward_with_a_label_is_left_alone() => new AllFixes { IsFormatted = false }.Body("""
        var net = new Net();
        again:
        Console.WriteLine(net.call(x).ToSingle());
        if (count-- > 0)
            goto again;
        """, """
        var net = new Net();
        again:
        Console.WriteLine({|MODE101:{|MODE201:net.call(x)|}|}.ToSingle());
        if (count-- > 0)
            goto again;
        """);

    [Fact]
    public Task Handlers() => new AllFixes().Body("""
        try
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        catch (Exception e) when (model.call(y).ToSingle() > 0)
        {
            Console.WriteLine(e);
        }
        finally
        {
            Console.WriteLine(model.call(y).ToSingle());
        }
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            try
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            catch (Exception e) when (model.call(y).ToSingle() > 0)
            {
                Console.WriteLine(e);
            }
            finally
            {
                Console.WriteLine(model.call(y).ToSingle());
            }
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_continue_and_a_break() => new AllFixes().Body("""
        foreach (var batch in batches)
        {
            try
            {
                var output = model.call(batch);
                if (output.ToSingle() > 1)
                    continue;
                Console.WriteLine(output.ToSingle());
            }
            catch (Exception)
            {
                break;
            }
        }
        """, """
        foreach (var batch in batches)
        {
            try
            {
                var wasTraining = model.training;
                model.eval();
                Tensor output;
                using (torch.no_grad())
                {
                    output = model.call(batch);
                }
                model.train(wasTraining);
                if (output.ToSingle() > 1)
                    continue;
                Console.WriteLine(output.ToSingle());
            }
            catch (Exception)
            {
                break;
            }
        }
        """);

    [Fact]
    public Task An_object_that_is_replaced() => new AllFixes().Program("""
        static class Program
        {
            static void Run(ref Net model, Tensor x)
            {
                Console.WriteLine(model.call(x).ToSingle());
                model = new Net();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Exchanged(Tensor x)
            {
                var model = new Net();
                Console.WriteLine(model.call(x).ToSingle());
                Exchange(ref model);
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Exchange(ref Net model) => model = new Net();
        }
        """, """
        static class Program
        {
            static void Run(ref Net model, Tensor x)
            {
                using (torch.no_grad())
                {
                    var wasTraining = model.training;
                    model.eval();
                    Console.WriteLine(model.call(x).ToSingle());
                    model.train(wasTraining);
                    model = new Net();
                    model.eval();
                    Console.WriteLine(model.call(x).ToSingle());
                }
            }
            static void Exchanged(Tensor x)
            {
                var model = new Net();
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                    Exchange(ref model);
                    model.eval();
                    Console.WriteLine(model.call(x).ToSingle());
                }
            }
            static void Exchange(ref Net model) => model = new Net();
        }
        """);
}
