using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>The real ModeLint.Runtime.dll as it was built, metadata only.</summary>
internal static class Runtime
{
    public static readonly MetadataReference Reference = MetadataReference.CreateFromFile(Repository.Metadata("Runtime"));
}
