using System.Globalization;

namespace ModeLint.Benchmarks.Subjects;

/// <summary>
/// A project of ordinary code that has nothing to do with models: 500 files with 70,000 lines. Every class has a <c>Validate</c>, and every
/// tenth file has types whose members are called as a model's are: <c>train</c>, <c>eval</c>, <c>call</c>, <c>forward</c>, <c>Apply</c>.
/// </summary>
internal static class GeneratedProject
{
    public const int Files = 500;
    private const int EveryHas = 10;

    private static readonly string[] s_things = ["Order", "Invoice", "Parcel", "Ticket", "Payment", "Meter", "Contract", "Shipment", "Booking", "Recipe"];
    private static readonly string[] s_parts = ["Ledger", "Store", "Queue", "Catalogue"];

    /// <summary>Writes the project.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="irrelevant">With the 70,000 lines.</param>
    /// <param name="torchSharp">With a reference to TorchSharp.</param>
    /// <param name="loop">With one more file: a network, its training and its validation.</param>
    /// <returns>Path of the project.</returns>
    public static string Write(string folder, bool irrelevant, bool torchSharp, bool loop)
    {
        Directory.CreateDirectory(folder);
        var project = Path.Combine(folder, "Generated.csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NoWarn>NU1603</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                {(torchSharp ? $"""<PackageReference Include="TorchSharp" Version="{Places.TorchSharpVersion}" />""" : "")}
              </ItemGroup>
            </Project>
            """);
        for (var index = 0; irrelevant && index < Files; index++)
            File.WriteAllText(Path.Combine(folder, $"{NameOf(index)}.cs"), Ordinary(index) + (index % EveryHas == 0 ? LookAlikes(index) : ""));
        if (loop)
            File.WriteAllText(Path.Combine(folder, "Training.cs"), ReadTemplate("Training"));
        return project;
    }

    private static string Ordinary(int index) => ReadTemplate("Ordinary")
        .Replace("Thing", NameOf(index), StringComparison.Ordinal)
        .Replace("Other", NameOf((index * 7 + 3) % Files), StringComparison.Ordinal)
        .Replace("1234", (index * 31 % 997).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string LookAlikes(int index) => ReadTemplate("LookAlikes").Replace("Thing", NameOf(index), StringComparison.Ordinal);

    private static string NameOf(int index) => $"{s_things[index % s_things.Length]}{s_parts[index / s_things.Length % s_parts.Length]}{index / (s_things.Length * s_parts.Length)}";

    private static string ReadTemplate(string name)
    {
        using var reader = new StreamReader(typeof(GeneratedProject).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
