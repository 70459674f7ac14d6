namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>A project that only needs to be built: all of them are, at once, and the log says which project reports what.</summary>
internal sealed record Scenario(string Name, Project Project, params string[] Findings)
{
    private const string PrivateAssets = """<PackageReference Include="ModeLint" Version="{version}" PrivateAssets="all" />""";

    private static readonly string[] s_reports = Sources.Reports;

    public static readonly IReadOnlyList<Scenario> All =
    [
        // Every way to install.
        new("Plain", new(), s_reports),
        new("PrivateAssets", new(PrivateAssets), s_reports),
        new("AsTheCommandLineAddsIt", new("""
            <PackageReference Include="ModeLint" Version="{version}">
              <IncludeAssets>runtime; build; native; contentfiles; analyzers; buildtransitive</IncludeAssets>
              <PrivateAssets>all</PrivateAssets>
            </PackageReference>
            """), s_reports),
        new("CentralVersion", new("""<PackageReference Include="ModeLint" />""") { Central = """<PackageVersion Include="ModeLint" Version="{version}" />""" }, s_reports),
        new("GlobalReference", new("") { Central = """<GlobalPackageReference Include="ModeLint" Version="{version}" />""" }, s_reports),
        new("TwoFrameworks", new() { Frameworks = "net10.0;net8.0" }, [.. s_reports.Select(report => $"{report} net10.0"), .. s_reports.Select(report => $"{report} net8.0")]),
        new("Unreferenced", new(""), []),

        // Without PrivateAssets, NuGet gives the analyzers to the projects that reference the project, too; the preset is their own.
        new("HandsOn", new(Properties: Project.Library + Mode("None")) { Program = "public static class Base;" }),
        new("UsesHandsOn", new("""<ProjectReference Include="../HandsOn/HandsOn.csproj" />""", Mode("Results")), s_reports[0]),
        new("KeepsToItself", new(PrivateAssets, Project.Library) { Program = "public static class Base;" }),
        new("UsesKeepsToItself", new("""<ProjectReference Include="../KeepsToItself/KeepsToItself.csproj" />""")),

        // Presets. `Strict` fails a build, so it has one of its own.
        new("Default", new(Properties: Mode("Default")), s_reports),
        new("Results", new(Properties: Mode("Results")), s_reports[0]),
        new("None", new(Properties: Mode("None"))),
        new("Misspelt", new(Properties: Mode("strict!")), [.. s_reports, "warning MODELINT001 ModeLint.props(16)"]),
        new("ResultsAndAnId", new(Properties: Mode("Results")) { EditorConfig = "root = true\n[*.cs]\ndotnet_diagnostic.MODE201.severity = warning\n" }, s_reports),
        new("ResultsAndACategory", new(Properties: Mode("Results")) { EditorConfig = "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.category-ModeLint.Cost.severity = warning\n" }, s_reports),
        new("StrictAndAnId", new(Properties: Mode("Strict")) { EditorConfig = "root = true\n[*.cs]\ndotnet_diagnostic.MODE101.severity = warning\n" }, s_reports),

        // What silences.
        new("Pragma", new() { Program = Sources.Around("#pragma warning disable MODE101, MODE201", "#pragma warning restore MODE101, MODE201") }),
        new("Attribute", new() { Program = Sources.WithAttribute("""[SuppressMessage("ModeLint.Results", "MODE101"), SuppressMessage("ModeLint.Cost", "MODE201")]""") }),
        new("SeverityNone", new() { EditorConfig = "root = true\n[*.cs]\ndotnet_diagnostic.MODE101.severity = none\ndotnet_diagnostic.MODE201.severity = none\n" }),
        new("NoWarn", new(Properties: "<NoWarn>$(NoWarn);MODE101;MODE201</NoWarn>")),
        new("RunAnalyzers", new(Properties: "<RunAnalyzers>false</RunAnalyzers>")),

        // The other package: its layers leave the mode to an argument, and its attribute states intent.
        new("Runtime", new(Project.Plain + """<PackageReference Include="ModeLint.Runtime" Version="{version}" />""")
        {
            Program = """
                using ModeLint.Runtime;
                using static TorchSharp.torch;

                Console.WriteLine(new Sequential(new Dense(2), new Dropout(0.5)).Apply(rand(1, 10)).argmax(1));

                [ModeLint.DeliberateMode("noise is what is measured")]
                static void Measure() => Console.WriteLine(nn.Sequential(nn.Linear(10, 2), nn.Dropout(0.5)).call(rand(1, 10)).argmax(1));
                Measure();
                """,
        }, "warning MODE201 Program.cs(4)", "warning MODE201 Program.cs(7)", "warning MODE301 Program.cs(4)"),
    ];

    /// <summary>Writes the project; says where it is in the folder of all scenarios.</summary>
    public string Write(PackedPackages packages)
    {
        Project.Write(Path.Combine(packages.Consumers, "scenarios", Name), Name, packages.Version);
        return $"{Name}/{Name}.csproj";
    }

    private static string Mode(string preset) => $"<ModeLintAnalysisMode>{preset}</ModeLintAnalysisMode>";
}
