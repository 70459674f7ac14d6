using System.Reflection;

namespace ModeLint.Runtime.Tests;

/// <summary>What the library tells the analyzers about itself. No native code runs here.</summary>
public class AttributeTests
{
    private static readonly Assembly s_library = typeof(Layer).Assembly;

    [Theory]
    [InlineData(typeof(Dropout), true)]
    [InlineData(typeof(BatchNormalization), true)]
    [InlineData(typeof(Dense), false)]
    [InlineData(typeof(Conv2D), false)]
    public void Each_layer_says_whether_it_depends_on_the_mode(Type layer, bool dependent)
    {
        Assert.Equal(dependent, layer.IsDefined(typeof(ModeDependentAttribute)));
        Assert.Equal(!dependent, layer.IsDefined(typeof(ModeIndependentAttribute)));
    }

    [Fact]
    public void No_layer_forgot_to_say_it_except_the_container_which_cannot_know()
    {
        var silent = s_library.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)))
            .Where(type => !type.IsDefined(typeof(ModeDependentAttribute)) && !type.IsDefined(typeof(ModeIndependentAttribute)));

        Assert.Equal([typeof(Sequential)], silent);
    }

    [Fact]
    public void Every_layer_starts_in_evaluation() =>
        Assert.All(
            s_library.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Layer))),
            type => Assert.False(type.GetCustomAttribute<InitialModeAttribute>()!.Training));

    [Theory]
    [InlineData("Apply")]
    [InlineData("Call")]
    public void Every_mode_parameter_is_marked(string method)
    {
        var parameter = typeof(Layer).GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetParameters()[1];

        Assert.Equal("training", parameter.Name);
        Assert.False(parameter.GetCustomAttribute<TrainingFlagAttribute>()!.Inverted);
    }

    [Theory]
    [InlineData(typeof(TrainingFlagAttribute), AttributeTargets.Parameter, true)]
    [InlineData(typeof(ModeDependentAttribute), AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property, true)]
    [InlineData(typeof(ModeIndependentAttribute), AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property, false)]
    [InlineData(typeof(InitialModeAttribute), AttributeTargets.Class, true)]
    [InlineData(
        typeof(DeliberateModeAttribute),
        AttributeTargets.Class | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property, false)]
    public void Attributes_go_where_they_are_read(Type attribute, AttributeTargets targets, bool inherited)
    {
        var usage = attribute.GetCustomAttribute<AttributeUsageAttribute>()!;

        Assert.Equal("ModeLint", attribute.Namespace);
        Assert.True(attribute.IsSealed);
        Assert.Equal((targets, inherited, false), (usage.ValidOn, usage.Inherited, usage.AllowMultiple));
    }

    [Fact]
    public void Attributes_carry_what_they_were_given()
    {
        var method = typeof(AttributeTests).GetMethod(nameof(Example), BindingFlags.Static | BindingFlags.NonPublic)!;

        Assert.True(method.GetParameters()[0].GetCustomAttribute<TrainingFlagAttribute>()!.Inverted);
        Assert.Equal("Monte Carlo dropout", method.GetCustomAttribute<DeliberateModeAttribute>()!.Reason);
        Assert.True(typeof(Trainee).GetCustomAttribute<InitialModeAttribute>()!.Training);
    }

    [DeliberateMode("Monte Carlo dropout")]
    private static bool Example([TrainingFlag(Inverted = true)] bool deterministic) => deterministic;

    [InitialMode(training: true)]
    private sealed class Trainee;
}
