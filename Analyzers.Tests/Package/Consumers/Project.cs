using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>A user's project.</summary>
/// <param name="References">What its item group says about ModeLint; <c>{version}</c> is the version of the package.</param>
/// <param name="Properties">Elements of its property group.</param>
internal sealed record Project(string References = Project.Plain, string Properties = "")
{
    public const string Plain = """<PackageReference Include="ModeLint" Version="{version}" />""";

    public const string Library = "<OutputType>Library</OutputType>";

    public string Frameworks { get; init; } = "net10.0";

    /// <summary>The versions of all packages stand in a <c>Directory.Packages.props</c>, with this item for ModeLint.</summary>
    public string? Central { get; init; }

    public string Program { get; init; } = Sources.Wrong;

    public string? EditorConfig { get; init; }

    /// <summary>Writes <c>NAME.csproj</c> and what belongs to it into a folder.</summary>
    public void Write(string folder, string name, string version)
    {
        var targets = Frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        var torchSharp = Central is null ? $"""Version="{Repository.Metadata("TorchSharpVersion")}" """ : "";
        Directory.CreateDirectory(folder);
        Write("Program.cs", Program);
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <{targets}>{Frameworks}</{targets}>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                {Properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TorchSharp" {torchSharp}/>
                {References}
              </ItemGroup>
            </Project>
            """);
        if (EditorConfig is not null)
            Write(".editorconfig", EditorConfig);
        if (Central is not null)
        {
            Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="TorchSharp" Version="{Repository.Metadata("TorchSharpVersion")}" />
                    {Central}
                  </ItemGroup>
                </Project>
                """);
        }

        void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text.Replace("{version}", version, StringComparison.Ordinal));
    }
}
