namespace ModeLint.Cli;

/// <summary>Why the command cannot go on: one sentence for the user, no stack trace.</summary>
internal sealed class CommandException(string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    /// <summary>Lines that belong to the sentence, such as the errors of a build.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];
}
