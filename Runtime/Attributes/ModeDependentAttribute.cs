namespace ModeLint;

/// <summary>
/// Results differ between training and evaluation mode, as those of dropout and batch normalisation do: of the class and of
/// those derived from it, of the method, or of what the field or property holds.
/// </summary>
/// <remarks>
/// The analyzers recognise this attribute by its full name in any assembly: a project that wants no reference to
/// ModeLint.Runtime may copy this file and make the class internal.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property,
    AllowMultiple = false,
    Inherited = true)]
public sealed class ModeDependentAttribute : Attribute;
