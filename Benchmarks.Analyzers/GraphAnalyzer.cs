using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Gate;

namespace ModeLint.Benchmarks.Analyzers;

/// <summary>
/// Makes the control-flow graph of each body that mentions a switch, a forward or a guard of TorchSharp, and drops it: the least that an
/// analysis of flow can cost.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new("BENCH002", "Graphs", "Graphs", "Benchmarks", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static readonly ImmutableHashSet<string> s_names = ImmutableHashSet.Create("train", "eval", "call", "forward", "no_grad", "inference_mode", "enable_grad", "set_grad_enabled");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(s_rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == "TorchSharp"))
                start.RegisterSemanticModelAction(Analyse);
        });
    }

    private static void Analyse(SemanticModelAnalysisContext context)
    {
        var root = context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken);
        foreach (var body in BodyList.In(root).Where(Mentions))
        {
            _ = context.SemanticModel.GetOperation(BodyList.OperationNode(body), context.CancellationToken) switch
            {
                IMethodBodyOperation { Parent: null } method => ControlFlowGraph.Create(method, context.CancellationToken),
                IConstructorBodyOperation { Parent: null } constructor => ControlFlowGraph.Create(constructor, context.CancellationToken),
                IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, context.CancellationToken),
                IFieldInitializerOperation { Parent: null } field => ControlFlowGraph.Create(field, context.CancellationToken),
                IPropertyInitializerOperation { Parent: null } property => ControlFlowGraph.Create(property, context.CancellationToken),
                _ => null,
            };
        }
    }

    private static bool Mentions(SyntaxNode body) =>
        BodyList.CodeOf(body).SelectMany(code => code.DescendantTokens()).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && s_names.Contains(token.ValueText));
}
