using ModeLint.Native;
using TorchSharp;

namespace ModeLint.Runtime.Tests;

public class NativeTorchTests
{
    [Fact]
    public void A_missing_version_of_the_C_plus_plus_library_is_named_with_what_to_install()
    {
        var reason = NativeTorch.Explain(
            "Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n"
            + "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)\n");

        Assert.Equal("TorchSharp's native library does not load here: it needs GLIBCXX_3.4.32 of the C++ library: install a libstdc++6 that has it.", reason);
    }

    [Fact]
    public void A_missing_version_of_the_C_library_is_named()
    {
        var reason = NativeTorch.Explain("/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by libLibTorchSharp.so)");

        Assert.Equal("TorchSharp's native library does not load here: it needs GLIBC_2.34 of the C library, which comes with a newer release of the system.", reason);
    }

    [Fact]
    public void Any_other_message_is_handed_on_in_one_line()
    {
        Assert.Equal("TorchSharp's native library does not load here: cannot open shared object file", NativeTorch.Explain("cannot open\n  shared object file\n"));
    }

    [Fact]
    public void Only_demands_that_nothing_uses_become_optional()
    {
        var original = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));
        var relaxed = original.ToArray();

        Assert.True(ElfVersions.RelaxUnused(relaxed));

        // One flag of one entry: that of GLIBCXX_3.4.32, whose hash stands before it.
        var changed = Enumerable.Range(0, original.Length).Where(at => original[at] != relaxed[at]).ToArray();
        var at = Assert.Single(changed);
        Assert.Equal(original[at] | 2, relaxed[at]);
        Assert.Equal(ElfHash("GLIBCXX_3.4.32"), BitConverter.ToUInt32(original, at - 4));
        Assert.False(ElfVersions.RelaxUnused(relaxed), "a second run changes nothing");
    }

    [Fact]
    public void A_file_of_another_kind_is_left_alone()
    {
        var assembly = File.ReadAllBytes(typeof(torch).Assembly.Location);
        var copy = assembly.ToArray();

        Assert.False(ElfVersions.RelaxUnused(copy));
        Assert.Equal(assembly, copy);
        Assert.False(ElfVersions.RelaxUnused([]));
    }

    /// <summary>The hash of System V's ELF specification.</summary>
    private static uint ElfHash(string name)
    {
        var hash = 0u;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
