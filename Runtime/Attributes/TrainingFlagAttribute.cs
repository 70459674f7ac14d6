namespace ModeLint;

/// <summary>
/// The parameter tells a forward method which mode to run in: <c>true</c> is training, <c>false</c> is evaluation.
/// Overrides and implementations of the method inherit the statement.
/// </summary>
/// <remarks>
/// <para>Put it on a parameter of type <see cref="bool"/> or <c>bool?</c>. Left out, or <c>null</c>, means whatever the method documents.</para>
/// <para>
/// The analyzers recognise this attribute by its full name in any assembly: a project that wants no reference to
/// ModeLint.Runtime may copy this file and make the class internal.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = true)]
public sealed class TrainingFlagAttribute : Attribute
{
    /// <summary>Whether the parameter says the opposite, as <c>deterministic</c> or <c>inference</c> do: <c>true</c> is evaluation.</summary>
    public bool Inverted { get; set; }
}
