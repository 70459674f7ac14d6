using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace ModeLint.Cli.Tests;

/// <summary>How the tool ended, and what it wrote to standard output and standard error.</summary>
internal sealed record Run(int Status, string Output, string Progress)
{
    public override string ToString() => $"status {Status}\n--- output\n{Output}\n--- error\n{Progress}";
}

/// <summary>A temporary folder with projects, and the tool as a process that works on them.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("modelint-test-");

    /// <param name="folder">Name of the folder with the projects.</param>
    /// <param name="temporary">Name of the tool's own temporary folder: what is left in it after a run has been forgotten.</param>
    public Workspace(string folder = "code", string temporary = "temporary")
    {
        Root = _root.CreateSubdirectory(folder).FullName;
        Temporary = _root.CreateSubdirectory(temporary).FullName;
    }

    public string Root { get; }

    public string Temporary { get; }

    public static string Metadata(string key) =>
        typeof(Workspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    public void Dispose() => _root.Delete(recursive: true);

    public Workspace Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Writes a library project that references TorchSharp.</summary>
    public Workspace WriteProject(string file, string properties = "", string items = "", string frameworks = "<TargetFramework>net10.0</TargetFramework>") =>
        Write(file, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {frameworks}
                <LangVersion>latest</LangVersion>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" Version="{Metadata("TorchSharpVersion")}" />
                {items}
              </ItemGroup>
            </Project>
            """);

    /// <summary>Writes a solution with each project in a solution folder, named as its own: two projects may share a name.</summary>
    public Workspace WriteSolution(string file, params string[] projects) =>
        Write(file, $"""
            <Solution>
            {string.Concat(projects.Select(project => $"""<Folder Name="/{Path.GetDirectoryName(project)}/"><Project Path="{project}" /></Folder>"""))}
            </Solution>
            """);

    public string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Every file with a hash of its contents.</summary>
    public IReadOnlyList<string> Snapshot() =>
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(Root, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    /// <summary>Runs the tool in the root folder, and sees to it that it leaves nothing in its temporary folder.</summary>
    public async Task<Run> LintAsync(string[] arguments, Dictionary<string, string>? environment = null)
    {
        using var process = Start([Metadata("Tool"), .. arguments], environment);
        var run = await EndAsync(process);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary, "modelint-*"));
        return run;
    }

    /// <summary>Builds as a user would.</summary>
    public async Task BuildAsync(string project)
    {
        using var process = Start(["build", project, "-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        var run = await EndAsync(process);
        Assert.True(run.Status == 0, run.ToString());
    }

    /// <summary>Starts <c>dotnet</c>, or another program, in the root folder.</summary>
    public Process Start(string[] arguments, Dictionary<string, string>? environment = null, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP"])
            start.Environment[name] = Temporary;
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<Run> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
