using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Apis;

/// <summary>Documentation ids, with one relaxation: without a parameter list they mean every overload.</summary>
internal static class DocumentationIds
{
    public static bool IsWellFormed(string id) => id.Length > 2 && id[1] == ':' && id[0] is 'T' or 'M' or 'P' && id.IndexOf("..", StringComparison.Ordinal) < 0;

    public static string SimpleName(string id)
    {
        var end = id.IndexOf('(');
        var name = end < 0 ? id : id.Substring(0, end);
        name = name.Substring(name.LastIndexOfAny(new[] { '.', ':' }) + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }

    /// <summary>All symbols that the id means, also where two references define the type.</summary>
    public static IEnumerable<ISymbol> Resolve(string id, Compilation compilation)
    {
        if (id[0] == 'T')
            return ResolveType(id.Substring(2), compilation);
        if (id.IndexOf('(') >= 0)
            return DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);

        var dot = id.LastIndexOf('.');
        var name = id.Substring(dot + 1);
        return ResolveType(id.Substring(2, dot - 2), compilation).SelectMany(type => type.GetMembers(name));
    }

    /// <summary>In documentation ids a nested type is written like a namespace, so each reading from the right is tried.</summary>
    public static IEnumerable<INamedTypeSymbol> ResolveType(string name, Compilation compilation)
    {
        var metadataName = name;
        while (true)
        {
            var types = compilation.GetTypesByMetadataName(metadataName);
            if (!types.IsEmpty)
                return types;
            var dot = metadataName.LastIndexOf('.');
            if (dot < 0)
                return Array.Empty<INamedTypeSymbol>();
            metadataName = metadataName.Substring(0, dot) + "+" + metadataName.Substring(dot + 1);
        }
    }
}
