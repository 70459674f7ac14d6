using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>The real TorchSharp.dll, metadata only: analyzer tests never run it.</summary>
internal static class TorchReferences
{
    public static readonly ReferenceAssemblies Framework = ReferenceAssemblies.Net.Net80;

    public static readonly MetadataReference TorchSharp = MetadataReference.CreateFromFile(
        typeof(TorchReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TorchSharp").Value!);
}
