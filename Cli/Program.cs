using System.CommandLine;
using ModeLint.Cli.Building;
using ModeLint.Cli.Output;
using ModeLint.Cli.Reports;

namespace ModeLint.Cli;

/// <summary>The command <c>modelint [PATH] [--fix] [--sarif FILE]</c>.</summary>
internal static class Program
{
    private const int Clean = 0;
    private const int Findings = 1;
    private const int Failure = 2;

    private static async Task<int> Main(string[] arguments)
    {
        var path = new Argument<string?>("PATH")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A .csproj, .sln, .slnx or a folder that holds one; the current folder if left out.",
        };
        path.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: ['-', ..] option }] && !Path.Exists(option))
                given.AddError($"{option} is not an option of modelint.");
        });
        var fix = new Option<bool>("--fix") { Description = "Apply the fixes, then report what is left." };
        var sarif = new Option<string?>("--sarif") { HelpName = "FILE", Description = "Also write the findings of all projects as one SARIF 2.1.0 file." };
        var command = new RootCommand("Finds and fixes train/eval and no-grad mistakes in .NET deep-learning code, without editing the project. "
            + "Builds the project, so lint only what you would build. Exit status: 0 clean, 1 findings, 2 failure.") { path, fix, sarif };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(path), parsed.GetValue(fix), parsed.GetValue(sarif), cancellation));

        var result = command.Parse(arguments);
        if (result.Errors.Count == 0)
            return await result.InvokeAsync();
        await Console.Error.WriteLineAsync(result.Errors[0].Message);
        return Failure;
    }

    private static async Task<int> RunAsync(string? path, bool fix, string? sarif, CancellationToken cancellation)
    {
        var screen = Screen.Open();
        var report = new Report(screen);
        try
        {
            var target = BuildTarget.Find(path);
            if (Directory.Exists(sarif))
                throw new CommandException($"{sarif} is a folder: --sarif takes the name of a file.");
            using var workplace = new Workplace();
            var (result, before) = await screen.WithProgressAsync(progress => LintAsync(new(target, workplace, progress), fix, cancellation));
            report.Write(result, before);
            if (sarif is not null)
                SarifFile.Write(sarif, result);
            return !result.IsComplete ? Failure : result.Shown.Count > 0 ? Findings : Clean;
        }
        catch (CommandException failure)
        {
            report.Write(failure);
            return Failure;
        }
        catch (OperationCanceledException)
        {
            report.Write(new CommandException("Interrupted."));
            return Failure;
        }
        catch (Exception bug)
        {
            // Status 1 means findings: a mistake of ours, or a disk that is full, must not end as one.
            report.Write(new CommandException($"modelint could not finish: {bug.Message}", bug.ToString().Split('\n')));
            return Failure;
        }
    }

    private static async Task<(LintResult Result, LintResult? Before)> LintAsync(Linter linter, bool fix, CancellationToken cancellation)
    {
        var found = await linter.LintAsync(cancellation);
        if (!fix || found.Shown.Count == 0)
            return (found, null);
        await linter.FixAsync(found.Shown.Select(finding => finding.Rule.Id).Distinct(), cancellation);
        return (await linter.LintAsync(cancellation), found);
    }
}
