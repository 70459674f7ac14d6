namespace ModeLint.Cli.Building;

/// <summary>
/// The temporary folder of one run: what the project's build writes, and what the compilers report. Disposing deletes it.
/// </summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _root;
    private int _rounds;

    /// <summary>Makes the folder where the system keeps temporary files.</summary>
    /// <exception cref="CommandException">The compiler could not be told of a report there.</exception>
    public Workplace()
    {
        var temporary = Path.GetTempPath();
        if (temporary.AsSpan().ContainsAny(',', ';'))
            throw new CommandException($"The folder for temporary files, {temporary}, has a comma or a semicolon in its path, where compilers can write no report: set TMPDIR (on Windows, TMP) to another.");
        _root = Directory.CreateTempSubdirectory("modelint-");
    }

    /// <summary>Stands in for the bin and obj folders of all projects.</summary>
    public string Artifacts => Path.Combine(_root.FullName, "artifacts");

    /// <summary>A new, empty folder for the reports of one build.</summary>
    public string NewReports() => _root.CreateSubdirectory($"reports{++_rounds}").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _root.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A scanner or a killed compiler may still hold a file; the system's own cleaning of temporary folders gets it.
        }
    }
}
