using System.Text;
using Spectre.Console;

namespace ModeLint.Cli.Output;

/// <summary>
/// Findings go to standard output, progress and failures to standard error. All text is written as it is, never as markup,
/// and without any escape code where the stream is redirected or the user set NO_COLOR.
/// </summary>
internal sealed class Screen
{
    private Screen(IAnsiConsole findings, IAnsiConsole progress)
    {
        Findings = findings;
        Progress = progress;
    }

    /// <summary>Standard output.</summary>
    public IAnsiConsole Findings { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Opens both streams of the process.</summary>
    public static Screen Open()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected));
    }

    /// <summary>Runs work while a moving line says what is being done; where nothing can move, each step is a line.</summary>
    /// <param name="work">Is given the way to say what is being done.</param>
    public Task<T> WithProgressAsync<T>(Func<Action<string>, Task<T>> work) =>
        Progress.Profile.Capabilities.Interactive
            ? Progress.Status().StartAsync("starting", context => work(step => context.Status(Markup.Escape(step))))
            : work(step => Progress.WriteLine(step));

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
            // The stock enrichers switch escape codes on for some build services, redirected or not.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (redirected)
            console.Profile.Width = int.MaxValue; // a log or a pipe is not wrapped
        return console;
    }
}
