using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using ModeLint.Benchmarks.Compiling;
using ModeLint.Benchmarks.Measuring;
using ModeLint.Benchmarks.Subjects;

namespace ModeLint.Benchmarks;

/// <summary>The command <c>[PROJECT] [--rounds N]</c>: what ModeLint costs, and that it does no more than it must.</summary>
internal static class Program
{
    private const int LeastRounds = 7;
    private const int Failure = 2;

    private static async Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var project = new Argument<string?>("PROJECT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A .csproj that uses TorchSharp, or a folder that holds one; a sample of this repository if left out.",
        };
        var rounds = new Option<int>("--rounds") { HelpName = "N", Description = $"How often each is measured, {LeastRounds} times at least.", DefaultValueFactory = _ => 9 };
        rounds.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && (!int.TryParse(token.Value, out var count) || count < LeastRounds))
                given.AddError($"--rounds takes a number from {LeastRounds} on.");
        });
        var command = new RootCommand("Measures what ModeLint costs, in the compiler of the .NET SDK. Builds the project.") { project, rounds };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(project), parsed.GetValue(rounds), cancellation));
        var result = command.Parse(arguments);
        if (result.Errors.Count == 0)
            return await result.InvokeAsync();
        await Console.Error.WriteLineAsync(result.Errors[0].Message);
        return Failure;
    }

    private static async Task<int> RunAsync(string? project, int count, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("modelint-benchmarks-").FullName;
        try
        {
            if (typeof(Analyzers.ModeLintAnalyzer).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
                throw new BenchmarkException("This is a debug build, whose times say nothing: use -c Release.");
            var file = FindProject(project);
            Report.Progress($"building {file}");
            List<Subject> subjects = [await Subject.OfProjectAsync(file, cancellation), .. await Subject.GenerateAsync(folder, Report.Progress, cancellation)];
            using var process = await Compiler.OpenAsync(isServer: false, cancellation);
            using var server = await Compiler.OpenAsync(isServer: true, cancellation);
            Report.WriteHead(process.Version, count);
            foreach (var subject in subjects)
            {
                Report.Write(subject);
                foreach (var compiler in new[] { process, server })
                {
                    var measured = await Rounds.RunAsync(compiler, subject.Arguments, subject.Variants, count,
                        step => Report.Progress($"{subject.Title}, {(compiler.IsServer ? "server" : "new processes")}: {step}"), cancellation);
                    if (measured.Reports(Subject.ModeLint) != subject.Inspection.Reports)
                        throw new BenchmarkException($"ModeLint reports {measured.Reports(Subject.ModeLint)} times in the compiler, and {subject.Inspection.Reports} times in this process.");
                    Report.Write(subject, measured, compiler.IsServer);
                }
            }

            return 0;
        }
        catch (BenchmarkException failure)
        {
            Report.Progress(failure.Message);
            return Failure;
        }
        catch (OperationCanceledException)
        {
            Report.Progress("Interrupted.");
            return Failure;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <exception cref="BenchmarkException">There is none, or more than one.</exception>
    private static string FindProject(string? path)
    {
        var full = Path.GetFullPath(path ?? Places.Sample);
        if (File.Exists(full))
            return full.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? full : throw new BenchmarkException($"{path} is no C# project.");
        if (!Directory.Exists(full))
            throw new BenchmarkException($"{full} does not exist.");
        return Directory.GetFiles(full, "*.csproj") is [var only] ? only : throw new BenchmarkException($"{full} does not contain exactly one C# project.");
    }
}
