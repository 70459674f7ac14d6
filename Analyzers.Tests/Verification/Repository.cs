using System.Reflection;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>The repository as files, and what its build tells the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Repository");

    public static string Url { get; } = Metadata("ModeLintUrl");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>Files of a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Files(string folder = "")
    {
        var path = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(path)
            .Concat(Directory.EnumerateDirectories(path).Where(IsSource).SelectMany(Files));
    }

    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    private static bool IsSource(string folder) =>
        Path.GetFileName(folder) is not ("bin" or "obj" or "artifacts" or "TestResults" or ".git" or ".vs" or ".idea" or ".vscode");
}
