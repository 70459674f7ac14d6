namespace ModeLint.Cli.Building;

/// <summary>The one project or solution that is built.</summary>
internal sealed class BuildTarget
{
    private static readonly string[] s_solutions = [".sln", ".slnx"];
    private const string Project = ".csproj";

    private BuildTarget(string file) => File = file;

    /// <summary>Full path of the project or solution.</summary>
    public string File { get; }

    /// <summary>Name for messages.</summary>
    public string Name => Path.GetFileName(File);

    /// <summary>
    /// Where the child processes run, so that a global.json there chooses the SDK, and the file goes to them by its bare name:
    /// MSBuild takes a semicolon in an argument for a separator.
    /// </summary>
    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>Finds what is meant by a path, or by none.</summary>
    /// <param name="path">A project, a solution, a folder with one of them, or null for the current folder.</param>
    /// <exception cref="CommandException">Nothing is there, nothing that can be linted, or more than one candidate.</exception>
    public static BuildTarget Find(string? path)
    {
        var full = Path.GetFullPath(path ?? ".");
        if (System.IO.File.Exists(full))
        {
            return HasExtension(full, [Project, .. s_solutions])
                ? new(full)
                : throw new CommandException($"{path} is neither a C# project nor a solution (.csproj, .sln, .slnx).");
        }

        if (!Directory.Exists(full))
            throw new CommandException($"{path} does not exist.");
        var files = Directory.GetFiles(full);
        var candidates = Array.FindAll(files, file => HasExtension(file, s_solutions));
        if (candidates.Length == 0)
            candidates = Array.FindAll(files, file => HasExtension(file, [Project]));
        return candidates switch
        {
            [var only] => new(only),
            [] => throw new CommandException($"{full} contains no C# project and no solution (.csproj, .sln, .slnx)."),
            _ => throw new CommandException($"{full} contains more than one: name one of {string.Join(", ", candidates.Select(Path.GetFileName).Order(StringComparer.Ordinal))}."),
        };
    }

    private static bool HasExtension(string file, string[] extensions) =>
        extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
