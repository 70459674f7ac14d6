using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>The frame of a test about modes alone: gradients are off, so that no report speaks of them.</summary>
internal static class Guarded
{
    /// <summary>Statements under <c>no_grad</c>, in a method that nobody calls.</summary>
    public static Task Body(string statements, string members = "") => Verify.Body("using var guard = no_grad();\n" + statements, members);
}
