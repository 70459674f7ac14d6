using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.6: throw, catch, finally.</summary>
public class F2_6_ExceptionsTests
{
    [Fact]
    public Task F2_6_A_throw_is_an_early_exit() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.eval();
        else
            throw new InvalidOperationException();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_throw_before_the_forward_does_not_help() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            throw new InvalidOperationException();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_6_A_throw_expression() => Guarded.Body("""
        var model = new Net();
        var path = count > 3 ? "weights.dat" : throw new ArgumentException();
        model.load(path).eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_throw_after_coalescing() => Verify.Program("""
        static class Program
        {
            static void Run(Net given, Tensor x)
            {
                var model = given ?? throw new ArgumentNullException();
                model.eval();
                using (no_grad())
                    Console.WriteLine(given.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_6_A_method_that_never_returns() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.eval();
        else
            Fail();
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        static void Fail() => throw new InvalidOperationException();
        """);

    [Fact]
    public Task F2_6_A_method_that_throws_through_another() => Guarded.Body("""
        var model = new Net();
        if (count > 3)
            model.eval();
        else
            Fail("no");
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        static void Fail(string why) { Console.WriteLine(why); Throw(why); }
        static void Throw(string why) { throw new InvalidOperationException(why); }
        """);

    [Fact]
    public Task F2_6_A_catch_that_continues_receives_an_explicit_throw() => Guarded.Body("""
        var model = new Net();
        try
        {
            if (count > 3)
                throw new InvalidOperationException();
            model.eval();
        }
        catch (InvalidOperationException)
        {
        }
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_6_A_catch_that_switches() => Guarded.Body("""
        var model = new Net();
        try
        {
            if (count > 3)
                throw new InvalidOperationException();
            model.eval();
        }
        catch (InvalidOperationException)
        {
            model.eval();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_catch_that_rethrows() => Guarded.Body("""
        var model = new Net();
        try
        {
            if (count > 3)
                throw new InvalidOperationException();
            model.eval();
        }
        catch (InvalidOperationException)
        {
            throw;
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_catch_that_returns() => Guarded.Body("""
        var model = new Net();
        try
        {
            if (count > 3)
                throw new InvalidOperationException();
            model.eval();
        }
        catch
        {
            return;
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_filter_that_does_not_switch() => Guarded.Body("""
        var model = new Net();
        model.eval();
        try
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        catch (Exception e) when (e.Message.Length > count)
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task F2_6_A_forward_in_a_catch_that_is_wrong_in_all_cases() => Guarded.Body("""
        var model = new Net();
        try
        {
            Console.WriteLine("loading");
        }
        catch (Exception)
        {
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        """);

    [Fact]
    public Task F2_6_A_finally_switches_for_everything_after() => Guarded.Body("""
        var model = new Net();
        try
        {
            Console.WriteLine("loading");
        }
        finally
        {
            model.eval();
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_A_finally_that_takes_it_back() => Guarded.Body("""
        var model = new Net();
        try
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
        }
        finally
        {
            model.train();
        }
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F2_6_What_a_return_leaves_in_a_finally_does_not_leak() => Guarded.Body("""
        var model = new Net();
        try
        {
            if (count > 3)
                return;
            model.eval();
        }
        finally
        {
            Console.WriteLine("done");
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F2_6_Nested_finally_blocks() => Guarded.Body("""
        var model = new Net();
        for (var i = 0; i < count; i++)
        {
            try
            {
                try
                {
                    if (i == 2)
                        continue;
                    if (i == 3)
                        break;
                    model.train();
                }
                finally
                {
                    model.eval();
                }
            }
            finally
            {
                Console.WriteLine(i);
            }
            Console.WriteLine(model.call(x[i]).ToSingle());
        }
        """);

    [Fact]
    public Task F2_6_A_retry_loop() => Guarded.Body("""
        var model = new Net();
        while (true)
        {
            try
            {
                model.load("weights.dat");
                model.eval();
                break;
            }
            catch (Exception e)
            {
                Console.WriteLine(e.Message);
            }
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);
}
