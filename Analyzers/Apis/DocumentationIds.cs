using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Apis;

/// <summary>Documentation ids, with one relaxation: without a parameter list they mean every overload.</summary>
internal static class DocumentationIds
{
    public static bool IsWellFormed(string id) => id.Length > 2 && id[1] == ':' && id[0] is 'T' or 'M' or 'P' && id.IndexOf("..", StringComparison.Ordinal) < 0;

    public static string SimpleName(string id)
    {
        var name = WithoutParameters(id);
        name = name.Substring(name.LastIndexOfAny(new[] { '.', ':' }) + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }

    /// <param name="id">The id.</param>
    /// <param name="definition">A symbol that is its own definition.</param>
    public static bool Means(string id, ISymbol definition)
    {
        var own = definition.GetDocumentationCommentId();
        if (own is null || own[0] != id[0])
            return false;
        if (id.IndexOf('(') >= 0)
            return own == id;
        var name = WithoutParameters(own);
        var arity = definition is IMethodSymbol { Arity: > 0 } ? name.LastIndexOf("``", StringComparison.Ordinal) : -1;
        return (arity < 0 ? name : name.Substring(0, arity)) == id;
    }

    private static string WithoutParameters(string id)
    {
        var end = id.IndexOf('(');
        return end < 0 ? id : id.Substring(0, end);
    }
}
