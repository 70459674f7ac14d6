namespace ModeLint.Cli;

/// <summary>Paths as a reader in the current folder would write them.</summary>
internal static class ShortPath
{
    /// <summary>Relative if the file lies in the current folder or below, else as it is.</summary>
    public static string Of(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
