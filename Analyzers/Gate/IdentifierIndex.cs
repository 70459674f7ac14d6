using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Gate;

/// <summary>
/// Step 1 of the gate: which identifiers a text can contain, as a bit set of hashes made without any syntax. Kept per tree; a tree never
/// changes, so an edit costs one text.
/// </summary>
internal sealed class IdentifierIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, IdentifierIndex> s_byTree = new();

    private readonly ulong[] _bits;
    private readonly int _mask;
    private bool _hasEscapes;

    private IdentifierIndex(int length)
    {
        var size = 1024;
        while (size < length / 4 && size < 1 << 20)
            size <<= 1;
        _bits = new ulong[size / 64];
        _mask = size - 1;
    }

    public static IdentifierIndex Of(SyntaxTree tree, CancellationToken cancellation) =>
        s_byTree.TryGetValue(tree, out var known) ? known : s_byTree.GetValue(tree, made => Create(made, cancellation));

    /// <summary>False for certain, or possibly true.</summary>
    public bool MayContain(string identifier) => _hasEscapes || Contains(Hash(identifier));

    private bool Contains(uint hash)
    {
        var bit = (int)hash & _mask;
        return (_bits[bit >> 6] & (1UL << (bit & 63))) != 0;
    }

    private static IdentifierIndex Create(SyntaxTree tree, CancellationToken cancellation)
    {
        var text = tree.GetText(cancellation);
        var index = new IdentifierIndex(text.Length);
        var buffer = new char[Math.Min(text.Length, 1 << 14)];
        var hash = Start;
        var isInside = false;
        var before = '\0';
        for (var position = 0; position < text.Length; position += buffer.Length)
        {
            var count = Math.Min(buffer.Length, text.Length - position);
            text.CopyTo(position, buffer, 0, count);
            for (var offset = 0; offset < count; offset++)
            {
                var character = buffer[offset];
                if (IsPart(character))
                {
                    hash = (hash ^ character) * 16777619;
                    isInside = true;
                    index._hasEscapes |= before == '\\' && character is 'u' or 'U' && IsEscapedIdentifier(buffer, offset, count);
                }
                else if (isInside)
                {
                    index.Add(hash);
                    hash = Start;
                    isInside = false;
                }

                before = character;
            }
        }

        if (isInside)
            index.Add(hash);
        return index;
    }

    private const uint Start = 2166136261;

    private void Add(uint hash)
    {
        var bit = (int)Mix(hash) & _mask;
        _bits[bit >> 6] |= 1UL << (bit & 63);
    }

    private static uint Hash(string identifier)
    {
        var hash = Start;
        foreach (var character in identifier)
            hash = (hash ^ character) * 16777619;
        return Mix(hash);
    }

    private static uint Mix(uint hash) => hash ^ (hash >> 15);

    private static bool IsPart(char character) =>
        (uint)((character | 0x20) - 'a') <= 'z' - 'a' || (uint)(character - '0') <= 9 || character == '_' || character > 127 && char.IsLetterOrDigit(character);

    // \u0065val is an identifier too; a string with \u2026 in it is not, but only costs a look at the syntax.
    private static bool IsEscapedIdentifier(char[] buffer, int offset, int count)
    {
        var digits = 0;
        for (var next = offset + 1; next < count && digits < 4 && Uri.IsHexDigit(buffer[next]); next++)
            digits++;
        return digits == 4 && buffer[offset + 1] == '0' && buffer[offset + 2] == '0';
    }
}
