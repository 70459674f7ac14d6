using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>What the page says is not seen is not reported, and what it says of a report that can be wrong is so.</summary>
public class LimitationTests
{
    private static readonly Page s_page = new("docs/limitations.md");

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, s_page.Blocks("csharp silent").Count)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_is_silent(int example) => Assert.Empty((await Example.Reports(s_page.Blocks("csharp silent")[example])).Select(Example.Message));

    [Fact]
    public async Task A_report_that_can_be_wrong_is_shown_as_one()
    {
        var examples = s_page.Blocks("csharp reported");
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            Assert.NotEmpty(Example.Marks(example));
            Assert.Equal(Example.Marks(example), (await Example.Reports(example)).Select(Example.Place));
        }
    }
}
