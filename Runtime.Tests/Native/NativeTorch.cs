using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using TorchSharp;

namespace ModeLint.Native;

/// <summary>
/// Makes TorchSharp's native library load where the system's libstdc++ is older than it asks for, as on Debian 12. A program
/// that contains this file needs nothing else: no environment variable, no compiler, no call.
/// </summary>
/// <remarks>
/// <para>
/// libLibTorchSharp.so 0.107 demands GLIBCXX_3.4.32 for one symbol that marks how it was compiled, and which nothing in it
/// uses; the loader refuses the file all the same. Where it loads by itself, as on Windows, macOS and newer Linux, nothing
/// here runs. Where it does not, a copy is loaded whose unused demands are marked optional.
/// </para>
/// <para>TorchSharp's own message for this case names a missing package, which is not the cause.</para>
/// </remarks>
internal static partial class NativeTorch
{
    private const string Library = "LibTorchSharp";

    private static readonly Lazy<nint> s_relaxed = new(LoadRelaxedCopy);
    private static readonly Lazy<string?> s_unavailable = new(Probe);

    /// <summary>Why native TorchSharp cannot be used here, in one sentence; <c>null</c> if it can.</summary>
    public static string? Unavailable => s_unavailable.Value;

    [ModuleInitializer]
    internal static void Subscribe()
    {
        // Raised only after the runtime's own search has failed.
        AssemblyLoadContext.Default.ResolvingUnmanagedDll +=
            (_, name) => name == Library && OperatingSystem.IsLinux() ? s_relaxed.Value : 0;
    }

    /// <summary>What the loader's message means for the user.</summary>
    internal static string Explain(string loaderMessage)
    {
        var version = MissingVersion().Match(loaderMessage);
        var cause = !version.Success
            ? string.Join(' ', loaderMessage.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : version.Groups["family"].Value == "GLIBC"
                ? $"it needs {version.Value} of the C library, which comes with a newer release of the system."
                : $"it needs {version.Value} of the C++ library: install a libstdc++6 that has it.";
        return $"TorchSharp's native library does not load here: {cause}";
    }

    /// <summary>Loads what TorchSharp would load, in its order, but keeps the loader's own words.</summary>
    private static string? Probe()
    {
        try
        {
            NativeLibrary.Load("torch_cpu", typeof(torch).Assembly, null);
            NativeLibrary.Load(Library, typeof(torch).Assembly, null);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return Explain(exception.Message);
        }
    }

    private static nint LoadRelaxedCopy()
    {
        if (SearchFolders().FirstOrDefault(folder => File.Exists(FileIn(folder))) is not { } folder) return 0;
        var image = File.ReadAllBytes(FileIn(folder));
        if (!ElfVersions.RelaxUnused(image)) return 0;

        // Its own folder finds the neighbours of the original; the copy finds them loaded.
        NativeLibrary.Load(Path.Combine(folder, "libtorch.so"));
        var copy = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.relaxed.so");
        var draft = $"{copy}.{Environment.ProcessId}";
        File.WriteAllBytes(draft, image);
        File.Move(draft, copy, overwrite: true);
        return NativeLibrary.Load(copy);
    }

    private static IEnumerable<string> SearchFolders() =>
        ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory);

    private static string FileIn(string folder) => Path.Combine(folder, $"lib{Library}.so");

    [GeneratedRegex(@"\b(?<family>GLIBCXX|CXXABI|GLIBC)_\d+(\.\d+)*\b")]
    private static partial Regex MissingVersion();
}
