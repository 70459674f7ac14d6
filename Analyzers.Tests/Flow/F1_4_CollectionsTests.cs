using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.4: models in collections.</summary>
public class F1_4_CollectionsTests
{
    [Fact]
    public Task F1_4_Elements_at_constant_indices() => Guarded.Body("""
        var models = new[] { new Net(), new Net() };
        models[0].eval();
        Console.WriteLine(models[0].call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_No_element_of_a_new_array_was_switched() => Guarded.Body("""
        var models = new[] { new Net(), new Net() };
        foreach (var model in models)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_4_A_walk_switches_every_element() => Guarded.Body("""
        var models = new List<Net> { new Net(), new Net() };
        foreach (var model in models)
            model.eval();
        foreach (var model in models)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_A_walk_by_index_switches_every_element() => Guarded.Body("""
        var models = new List<Net> { new Net(), new Net() };
        for (var i = 0; i < models.Count; i++)
            models[i].eval();
        for (var i = 0; i < models.Count; i++)
            Console.WriteLine(models[i].call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_ForEach_with_a_lambda() => Guarded.Body("""
        var models = new List<Net> { new Net(), new Net() };
        models.ForEach(model => model.eval());
        foreach (var model in models)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_Switched_before_it_is_put_in() => Guarded.Body("""
        var models = new List<Net>();
        for (var i = 0; i < count; i++)
        {
            var model = new Net();
            model.eval();
            models.Add(model);
        }
        foreach (var model in models)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_Switch_and_forward_in_one_walk() => Guarded.Body("""
        var models = new List<Net> { new Net(), new Net() };
        foreach (var model in models)
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task F1_4_A_collection_of_unknown_origin() => Guarded.Body("", """
        static void Run(List<Net> models, Tensor x)
        {
            using var guard = no_grad();
            foreach (var model in models)
                model.eval();
            foreach (var model in models)
                Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task F1_4_A_dictionary_with_constant_keys() => Guarded.Body("""
        var models = new Dictionary<string, Net> { ["a"] = new Net(), ["b"] = new Net() };
        models["a"].eval();
        Console.WriteLine(models["a"].call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_TryGetValue() => Guarded.Body("""
        var models = new Dictionary<string, Net>();
        if (!models.TryGetValue("a", out var model))
        {
            model = new Net();
            model.eval();
            models["a"] = model;
        }
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_A_filter_selects_elements() => Guarded.Body("""
        var models = new List<Module<Tensor, Tensor>> { new Net(), new Plain() };
        foreach (var model in models)
        {
            if (model is Net net)
                net.eval();
        }
        foreach (var model in models)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_Children_are_walked_one_by_one() => Guarded.Body("""
        var model = new Net();
        foreach (var child in model.children())
            child.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_4_Apply_with_a_lambda() => Guarded.Body("""
        var model = new Net();
        model.apply(part => part.eval());
        Console.WriteLine(model.call(x).ToSingle());
        """);
}
