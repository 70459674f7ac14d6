using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.Gate;

/// <summary>One place where code runs: a member's body or accessor, an initializer, the top-level statements.</summary>
internal sealed class BodyEntry
{
    public BodyEntry(SyntaxNode node, string name, ImmutableHashSet<string> mentioned)
    {
        Node = node;
        Name = name;
        Mentioned = mentioned;
    }

    public SyntaxNode Node { get; }

    /// <summary>By what other code mentions it: member or type name.</summary>
    public string Name { get; }

    public ImmutableHashSet<string> Mentioned { get; }

    /// <summary>
    /// An override of the same name as a forward: what runs in it are the module's own parts, which are judged where the module is
    /// (F4.3), so running something makes it relevant to nobody.
    /// </summary>
    public bool IsOverride(ImmutableHashSet<string> names) =>
        Node is MethodDeclarationSyntax method && names.Contains(Name) && method.Modifiers.Any(SyntaxKind.OverrideKeyword);
}

/// <summary>Step 2 of the gate: the bodies of one tree with the names they mention. Syntax only, kept per tree.</summary>
internal sealed class BodyIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, BodyIndex> s_byTree = new();

    private BodyIndex(ImmutableArray<BodyEntry> bodies, ImmutableHashSet<string> baseNames)
    {
        Bodies = bodies;
        BaseNames = baseNames;
    }

    public ImmutableArray<BodyEntry> Bodies { get; }

    /// <summary>Names in the base lists of the tree's types.</summary>
    public ImmutableHashSet<string> BaseNames { get; }

    public static BodyIndex Of(SyntaxTree tree, CancellationToken cancellation) =>
        s_byTree.TryGetValue(tree, out var known) ? known : s_byTree.GetValue(tree, made => Create(made, cancellation));

    private static BodyIndex Create(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        var bodies = BodyList.In(root).Select(node => new BodyEntry(node, BodyList.NameOf(node), Mentions(node))).ToImmutableArray();
        var baseNames = root.DescendantNodes(node => node is not MemberDeclarationSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<BaseListSyntax>().SelectMany(list => list.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToImmutableHashSet();
        return new BodyIndex(bodies, baseNames);
    }

    private static ImmutableHashSet<string> Mentions(SyntaxNode node)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var token in BodyList.CodeOf(node).SelectMany(code => code.DescendantTokens()))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                names.Add(token.ValueText);
        }

        return names.ToImmutable();
    }
}
