using Microsoft.CodeAnalysis;
using Xunit;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>What every message is: one line of at most 200 characters, one sentence without a period. Asked of all reports about all test sources.</summary>
internal static class Messages
{
    public const int MaximalLength = 200;

    public static void Check(Diagnostic diagnostic)
    {
        var message = diagnostic.GetMessage();
        Assert.True(message.Length is > 0 and <= MaximalLength, $"{message.Length}: {message}");
        Assert.Equal(message, message.Trim());
        Assert.DoesNotContain("  ", message);
        Assert.DoesNotContain(message, character => char.IsControl(character));
        Assert.False(message.EndsWith('.') && !message.EndsWith("..."), message);
        Assert.DoesNotContain(". ", message);
    }
}
