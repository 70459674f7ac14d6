namespace ModeLint.Analyzers;

/// <summary>
/// What a report tells its fix, beside the location. Constants only, as in <see cref="RuleIds"/>.
/// Values are invariant text; a fix bears a missing or odd value by offering nothing.
/// </summary>
internal static class DiagnosticProperties
{
    /// <summary>Expression, valid at the forward, that denotes the module to switch: <c>model</c>, <c>_trainer.Model</c>.</summary>
    public const string Receiver = "modelint.receiver";

    /// <summary><c>true</c> if the mode found has to be put back after the evaluation: training follows, or may follow.</summary>
    public const string Restore = "modelint.restore";

    /// <summary><c>start,length;…</c>: the calls in the report's body that it speaks of.</summary>
    public const string Forwards = "modelint.forwards";

    /// <summary><c>start,length;…</c>: calls in the same body that run the same objects and must keep the mode that they have.</summary>
    public const string KeepMode = "modelint.keep_mode";

    /// <summary><c>start,length;…</c>: calls in the same body whose gradients somebody may want.</summary>
    public const string KeepGradients = "modelint.keep_gradients";

    /// <summary><c>true</c> if the same forward suffers from the other of MODE101/MODE106 and MODE201 too: one action can do both.</summary>
    public const string Both = "modelint.both";

    /// <summary>MODE301: <c>true</c> or <c>false</c> as the phase says, the name of a mode parameter in scope, or absent if unknown.</summary>
    public const string Training = "modelint.training";

    /// <summary>MODE301: name of the parameter that takes the mode.</summary>
    public const string Parameter = "modelint.parameter";
}
