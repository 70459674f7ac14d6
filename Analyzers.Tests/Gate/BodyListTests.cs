using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Gate;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gate;

/// <summary>The bodies that the gate lists by syntax are those for which the driver reports operation blocks.</summary>
public class BodyListTests
{
    [Theory]
    [InlineData("class C { void M() { } int N() => 1; static void O() { int Local() => 2; Local(); } }")]
    [InlineData("class C { C() { } C(int a) : this() { } static C() { } ~C() { } }")]
    [InlineData("class B { public B(int a) { } } class C : B { C() : base(1) { } C(int a) : base(a) => System.Console.WriteLine(a); }")]
    [InlineData("class C { int a = 1, b; static readonly int s = 2; const int K = 3; string t; }")]
    [InlineData("class C { int A { get; } = 1; int B => 2; int D { get => 3; set { } } int E { get; set; } int F { get; init; } }")]
    [InlineData("class C { int f; int A { get { return f; } init { f = value; } } }")]
    [InlineData("class C { int this[int i] => i; int this[string s] { get => 1; set { } } }")]
    [InlineData("class C { event System.Action A; event System.Action B { add { } remove => System.Console.WriteLine(); } event System.Action D = () => { }; }")]
    [InlineData("struct C { public static C operator +(C a, C b) => a; public static implicit operator int(C c) { return 1; } }")]
    [InlineData("interface I { void M() { } int P => 1; static void S() { } void N(); int Q { get; } static abstract int R(); }")]
    [InlineData("record R(int A) { public int B { get; } = A; void M() => System.Console.WriteLine(A); }")]
    [InlineData("record B(int A); record D(int A, int Z) : B(A + Z);")]
    [InlineData("class B(int a) { public int A = a; } class D(int x) : B(x + 1) { int y = x; }")]
    [InlineData("struct S(int a) { int b = a; int M() => a + b; }")]
    [InlineData("partial class P { partial void M(); } partial class P { partial void M() { } }")]
    [InlineData("abstract class A { abstract protected void M(); public abstract int P { get; } extern static void E(); }")]
    [InlineData("class C { class D { void M() { } enum E { X = 1, Y = X + 1 } delegate void F(int a); } }")]
    [InlineData("namespace N { class C { void M() { } } namespace O { static class D { static void M(this int a) { } } } }")]
    [InlineData("class C { System.Func<int> f = () => { int Inner() => 1; return Inner(); }; void M() { System.Action a = delegate { }; a(); } }")]
    [InlineData("class C { async System.Threading.Tasks.Task M() { await System.Threading.Tasks.Task.Yield(); } System.Collections.Generic.IEnumerable<int> N() { yield return 1; } }")]
    [InlineData("using System; Console.WriteLine(1); void Local() { } Local();")]
    [InlineData("using System; Console.WriteLine(1); class C { void M() { } int a = 1; }")]
    [InlineData("class C : System.IDisposable { void System.IDisposable.Dispose() { } int P { get; set; } = 3; }")]
    [InlineData("unsafe struct U { fixed int buffer[4]; void M() { } }")]
    [InlineData("class C { enum E { A, B } }")]
    [InlineData("class C { public required int A { get; set; } = 1; protected internal int B { get; private set; } = 2; }")]
    public async Task Bodies_are_the_operation_blocks_of_the_driver(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken);
        var isProgram = ((CompilationUnitSyntax)await tree.GetRootAsync(TestContext.Current.CancellationToken)).Members.Any(member => member is GlobalStatementSyntax);
        var references = await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("bodies", new[] { tree }, references,
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var collector = new BlockCollector();
        await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(collector)).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);

        // The statements of a program are one block, and one body of several pieces.
        var bodies = BodyList.In(await tree.GetRootAsync(TestContext.Current.CancellationToken)).ToArray();
        Assert.Equal(bodies.Distinct(), bodies);
        var listed = bodies.SelectMany(BodyList.CodeOf).Select(Code).OfType<SyntaxNode>().Distinct().Select(Text);
        Assert.Equal(collector.Blocks.Select(Text).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>The node of an operation block in a piece of code that the gate lists.</summary>
    private static SyntaxNode? Code(SyntaxNode code) => code switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        VariableDeclaratorSyntax variable => variable.Initializer,
        GlobalStatementSyntax global => global.Parent,
        _ => code,
    };

    private static string Text(SyntaxNode node) => $"{node.SpanStart}-{node.Kind()}";

    /// <summary>
    /// What the driver reports, without what cannot run a model: attributes, defaults of parameters and the values of enum members are
    /// constant expressions. (So are constants, but they are written like other fields, and the gate looks at names only.)
    /// </summary>
#pragma warning disable RS1001 // Nothing finds it by its attribute: only this test runs it.
    private sealed class BlockCollector : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        public ConcurrentBag<SyntaxNode> Blocks { get; } = new();

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            ImmutableArray.Create(new DiagnosticDescriptor("BLOCKS", "Blocks", "Blocks", "Tests", DiagnosticSeverity.Hidden, true));

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
            context.RegisterOperationBlockAction(blocks =>
            {
                foreach (var block in blocks.OperationBlocks.Where(block =>
                    block.Kind is not OperationKind.Attribute and not OperationKind.ParameterInitializer && block.Syntax.Parent is not EnumMemberDeclarationSyntax))
                    Blocks.Add(block.Syntax);
            });
        }
    }
}
