using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModeLint.Analyzers.CodeFixes;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package;

/// <summary>
/// A host loads what it has itself, and never an older assembly than the one asked for. So what we ask for is at most what Roslyn
/// asks for; on net8.0 that is the oldest Roslyn that we load in.
/// </summary>
public class FloorTests
{
    private static readonly Dictionary<string, Version> s_host =
        new[] { typeof(Workspace), typeof(CSharpCompilation), typeof(Compilation) }
            .SelectMany(type => type.Assembly.GetReferencedAssemblies().Append(type.Assembly.GetName()))
            .Where(name => name.Name is not ("System.Private.CoreLib" or "System.Runtime"))
            .GroupBy(name => name.Name!).ToDictionary(group => group.Key, group => group.Max(name => name.Version)!);

    [Theory]
    [InlineData(typeof(ModeLintAnalyzer))]
    [InlineData(typeof(ModeLintFix))]
    public void Nothing_is_asked_for_that_the_oldest_host_lacks(Type type)
    {
        var references = type.Assembly.GetReferencedAssemblies().Where(name => name.Name != "netstandard").ToArray();
        Assert.Contains(references, name => name.Name == "Microsoft.CodeAnalysis.CSharp");
        Assert.All(references, name => Assert.True(s_host.TryGetValue(name.Name!, out var version) && name.Version <= version, $"{name}: Roslyn has {version}"));
    }

    [Fact]
    public void Analyzers_need_no_workspaces() =>
        Assert.DoesNotContain(typeof(ModeLintAnalyzer).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Workspaces", StringComparison.Ordinal));
}
