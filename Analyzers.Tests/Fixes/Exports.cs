using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModeLint.Analyzers.CodeFixes;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes;

public class Exports
{
    public static TheoryData<Type> Fixes => new(typeof(ModeLintFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract));

    [Fact]
    public void The_fixes_need_nothing_of_the_analyzers_at_run_time() =>
        Assert.DoesNotContain(typeof(ModeLintFix).Assembly.GetReferencedAssemblies(), assembly => assembly.Name == typeof(ModeLintAnalyzer).Assembly.GetName().Name);

    [Theory]
    [MemberData(nameof(Fixes))]
    public void A_fix_is_exported_under_its_own_name_and_can_be_made(Type type)
    {
        var export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>();
        Assert.NotNull(export);
        Assert.Equal(type.Name, export.Name);
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        var fix = (CodeFixProvider)Activator.CreateInstance(type)!;
        Assert.NotEmpty(fix.FixableDiagnosticIds);
        Assert.Equal([FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution], fix.GetFixAllProvider()!.GetSupportedFixAllScopes());
    }

    [Fact]
    public void Keys_are_unlike_each_other()
    {
        var keys = Fixes.SelectMany(row => row.Data.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        Assert.Equal(keys.Distinct(), keys);
        Assert.NotEmpty(keys);
    }
}
