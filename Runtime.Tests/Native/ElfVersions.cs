using static System.Buffers.Binary.BinaryPrimitives;

namespace ModeLint.Native;

/// <summary>
/// The versions of other libraries' symbols that a shared library demands, in a 64-bit little-endian ELF file (Linux Standard
/// Base Core, "Symbol Versioning").
/// </summary>
internal static class ElfVersions
{
    private const uint Relocations = 4, VersionNeeds = 0x6ffffffe, SymbolVersions = 0x6fffffff;
    private const ushort Weak = 2;

    private readonly record struct Section(uint Type, int Offset, int Size, int Count);

    /// <summary>
    /// Marks as weak each demanded version that no relocation refers to: the loader then starts the library without it. The
    /// loader looks symbols up for relocations only, so it never asks for what such a version would have held.
    /// </summary>
    /// <param name="image">The file's content, which is changed.</param>
    /// <returns>Whether anything was changed; also <c>false</c> for a file of another kind.</returns>
    public static bool RelaxUnused(Span<byte> image)
    {
        if (image.Length < 64 || !image[..6].SequenceEqual<byte>([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1])) return false;
        var sections = Sections(image);
        if (sections.Find(section => section.Type == SymbolVersions) is not { Size: > 0 } symbolVersions) return false;

        var used = new HashSet<ushort>();
        foreach (var section in sections.Where(section => section.Type == Relocations))
        {
            for (var at = section.Offset; at < section.Offset + section.Size; at += 24)
            {
                var symbol = ReadInt32LittleEndian(image[(at + 12)..]);
                used.Add(Index(ReadUInt16LittleEndian(image[(symbolVersions.Offset + 2 * symbol)..])));
            }
        }

        var changed = false;
        foreach (var version in Demands(image, sections.Find(section => section.Type == VersionNeeds)))
        {
            var flags = ReadUInt16LittleEndian(image[(version + 4)..]);
            if ((flags & Weak) != 0 || used.Contains(Index(ReadUInt16LittleEndian(image[(version + 6)..])))) continue;
            WriteUInt16LittleEndian(image[(version + 4)..], (ushort)(flags | Weak));
            changed = true;
        }

        return changed;
    }

    private static List<Section> Sections(ReadOnlySpan<byte> image)
    {
        var at = (int)ReadInt64LittleEndian(image[0x28..]);
        var (size, count) = (ReadUInt16LittleEndian(image[0x3a..]), ReadUInt16LittleEndian(image[0x3c..]));
        var sections = new List<Section>(count);
        for (var number = 0; number < count; number++, at += size)
        {
            var header = image[at..];
            sections.Add(new(
                ReadUInt32LittleEndian(header[4..]), (int)ReadInt64LittleEndian(header[0x18..]),
                (int)ReadInt64LittleEndian(header[0x20..]), ReadInt32LittleEndian(header[0x2c..])));
        }

        return sections;
    }

    /// <summary>Where the entry of each demanded version stands: for each library a list, both linked by distances.</summary>
    private static List<int> Demands(ReadOnlySpan<byte> image, Section needs)
    {
        var entries = new List<int>();
        for (int library = needs.Offset, left = needs.Count; left > 0; left--)
        {
            var version = library + ReadInt32LittleEndian(image[(library + 8)..]);
            for (var versions = ReadUInt16LittleEndian(image[(library + 2)..]); versions > 0; versions--)
            {
                entries.Add(version);
                version += ReadInt32LittleEndian(image[(version + 12)..]);
            }

            library += ReadInt32LittleEndian(image[(library + 12)..]);
        }

        return entries;
    }

    /// <summary>The upper bit only hides a symbol.</summary>
    private static ushort Index(ushort version) => (ushort)(version & 0x7fff);
}
