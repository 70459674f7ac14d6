namespace ModeLint;

/// <summary>
/// Results are the same in training and in evaluation mode, as those of a convolution are: of the class, of the method, or
/// of what the field or property holds. Derived classes and overrides do not inherit the statement: they may add a layer
/// that has a mode.
/// </summary>
/// <remarks>
/// The analyzers recognise this attribute by its full name in any assembly: a project that wants no reference to
/// ModeLint.Runtime may copy this file and make the class internal.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property,
    AllowMultiple = false,
    Inherited = false)]
public sealed class ModeIndependentAttribute : Attribute;
