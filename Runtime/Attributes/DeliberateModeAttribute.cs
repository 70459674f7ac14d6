namespace ModeLint;

/// <summary>
/// The mode here is what the author wants although it looks like a mistake, as with Monte Carlo dropout: the analyzers
/// report nothing about the mode in the method or constructor, in the members of the class, or for what the field or
/// property holds.
/// </summary>
/// <remarks>
/// The analyzers recognise this attribute by its full name in any assembly: a project that wants no reference to
/// ModeLint.Runtime may copy this file and make the class internal.
/// </remarks>
/// <param name="reason">Why the mode is right, for the next reader.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property,
    AllowMultiple = false,
    Inherited = false)]
public sealed class DeliberateModeAttribute(string reason) : Attribute
{
    /// <summary>Why the mode is right.</summary>
    public string Reason { get; } = reason;
}
