using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

public class DescriptorTests
{
    [Fact]
    public void Every_rule_has_a_help_link_below_the_one_address()
    {
        var descriptors = new ModeLintAnalyzer().SupportedDiagnostics;
        Assert.NotEmpty(descriptors);
        Assert.All(descriptors, d => Assert.EndsWith($"docs/rules/{d.Id}.md", d.HelpLinkUri));
    }
}
