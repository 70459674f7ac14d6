namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit init-only members for netstandard2.0.</summary>
internal static class IsExternalInit
{
}
