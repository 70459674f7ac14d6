using System.Reflection;

namespace ModeLint.Benchmarks;

/// <summary>What the build tells about where things are.</summary>
internal static class Places
{
    /// <summary>Folder of the SDK's compiler and compiler server.</summary>
    public static string Compiler => Metadata("Compiler");

    /// <summary>The project that is measured if none is named.</summary>
    public static string Sample => Metadata("Sample");

    /// <summary>The assembly with the empty analyzer and the one that only makes graphs.</summary>
    public static string Yardsticks => Metadata("Yardsticks");

    /// <summary>Folder of Roslynator's assemblies.</summary>
    public static string Roslynator => Metadata("Roslynator");

    public static string TorchSharpVersion => Metadata("TorchSharpVersion");

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
