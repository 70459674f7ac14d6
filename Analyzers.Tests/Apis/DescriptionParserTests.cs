using ModeLint.Analyzers.Apis;
using Xunit;

namespace ModeLint.Analyzers.Tests.Apis;

public class DescriptionParserTests
{
    [Fact]
    public void An_entry_has_a_kind_an_assembly_an_id_and_values()
    {
        var entry = Assert.Single(Parse("# comment\n\n[Lib]\nswitch\tM:Lib.Model.train  mode=training argument=0\r\n"));
        Assert.Equal((DescriptionKind.Switch, "Lib", "M:Lib.Model.train", "training", 0), (entry.Kind, entry.Assembly, entry.Id, entry.Mode, entry.Argument));
        Assert.Equal("train", entry.SimpleName);
    }

    [Fact]
    public void A_heading_holds_until_the_next() =>
        Assert.Equal(new[] { "A", "A", "B" }, Parse("[A]\nmodule T:A.X\nmodule T:A.Y\n[ B ]\nmodule T:B.X").Select(entry => entry.Assembly));

    [Theory]
    [InlineData("[Lib]\nswich M:Lib.Model.train", 1, "'swich' is no kind of entry")]
    [InlineData("module T:Lib.Model", 0, "'module T:Lib.Model' stands before any [Assembly] line")]
    [InlineData("[Lib]\n\nmodule Lib.Model", 2, "'Lib.Model' is no documentation id (T:, M: or P: and a full name)")]
    [InlineData("[Lib]\nmodule T:", 1, "'T:' is no documentation id (T:, M: or P: and a full name)")]
    [InlineData("[Lib]\nmodule", 1, "'module' is no documentation id (T:, M: or P: and a full name)")]
    [InlineData("[Lib]\nmodule T:Lib.Model inital=training", 1, "'inital=training' is no known key=value")]
    [InlineData("[Lib]\nmodule T:Lib.Model initial", 1, "'initial' is no known key=value")]
    public void A_bad_line_is_named_and_has_no_effect(string text, int line, string sentence)
    {
        var problems = new List<(int, string)>();
        Assert.Empty(DescriptionParser.Parse(text, (number, why) => problems.Add((number, why))));
        Assert.Equal(new[] { (line, sentence) }, problems);
    }

    [Theory]
    [InlineData("M:N.T.m", "m")]
    [InlineData("M:N.T`2.m(System.Int32,N.U.v)", "m")]
    [InlineData("T:N.T`2", "T")]
    [InlineData("M:N.T.m``1(``0)", "m")]
    [InlineData("T:T", "T")]
    [InlineData("P:N.T.p", "p")]
    public void The_simple_name_of_an_id(string id, string name) => Assert.Equal(name, DocumentationIds.SimpleName(id));

    private static IEnumerable<Description> Parse(string text) =>
        DescriptionParser.Parse(text, (line, why) => Assert.Fail($"{line}: {why}"));
}
