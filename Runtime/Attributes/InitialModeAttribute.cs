namespace ModeLint;

/// <summary>The mode in which new objects of the class, and of classes derived from it, start.</summary>
/// <remarks>
/// <para>A derived class whose constructor switches the mode states its own.</para>
/// <para>
/// The analyzers recognise this attribute by its full name in any assembly: a project that wants no reference to
/// ModeLint.Runtime may copy this file and make the class internal.
/// </para>
/// </remarks>
/// <param name="training">Whether new objects start in training mode; otherwise they start in evaluation mode.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class InitialModeAttribute(bool training) : Attribute
{
    /// <summary>Whether new objects start in training mode; otherwise they start in evaluation mode.</summary>
    public bool Training { get; } = training;
}
