using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>What users see in a build, by how the package came into it and how it is configured.</summary>
[Collection(ConsumerCollection.Name)]
public class ScenarioTests(PackedPackages packages)
{
    public static TheoryData<string> Names => new(Scenario.All.Select(scenario => scenario.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reports(string name) =>
        (await packages.Scenarios.Value).Succeeded().Found(name, Scenario.All.Single(scenario => scenario.Name == name).Findings);

    [Fact]
    public async Task Nothing_of_the_analyzers_reaches_the_output()
    {
        (await packages.Scenarios.Value).Succeeded();
        var output = Directory.GetFiles(Path.Combine(packages.Consumers, "scenarios", "Plain", "bin"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToArray();
        Assert.Contains("Plain.dll", output);
        Assert.DoesNotContain(output, file => file!.StartsWith("ModeLint", StringComparison.OrdinalIgnoreCase));
    }
}
