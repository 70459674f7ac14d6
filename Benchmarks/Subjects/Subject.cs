using ModeLint.Benchmarks.Compiling;

namespace ModeLint.Benchmarks.Subjects;

/// <summary>Something that is compiled and measured.</summary>
/// <param name="Title">For the reader.</param>
/// <param name="Arguments">What the compiler is given.</param>
/// <param name="Inspection">What ModeLint does with it, which was found to be as it must.</param>
/// <param name="Variants">What it is compiled with: first nothing, second the empty analyzer, third ModeLint.</param>
/// <param name="Limit">The share of the compilation that ModeLint may take; null where it may take nothing.</param>
internal sealed record Subject(string Title, CompilerArguments Arguments, Inspection Inspection, IReadOnlyList<Variant> Variants, double? Limit)
{
    private static readonly Variant s_none = new("none", []);
    private static readonly Variant s_empty = new("an empty one", [Places.Yardsticks], Without: "BENCH002");
    private static readonly Variant s_graphs = new("graphs of the bodies only", [Places.Yardsticks], Without: "BENCH001");

    /// <summary>ModeLint itself.</summary>
    public static Variant ModeLint { get; } = new("ModeLint", [typeof(Analyzers.ModeLintAnalyzer).Assembly.Location]);

    /// <summary>A project that uses a library that ModeLint knows.</summary>
    /// <exception cref="BenchmarkException">It cannot be compiled, or ModeLint finds nothing to analyse in it.</exception>
    public static async Task<Subject> OfProjectAsync(string project, CancellationToken cancellation)
    {
        var arguments = await CompilerArguments.OfAsync(project, cancellation);
        var inspection = await Inspection.OfAsync(arguments, cancellation);
        Require(inspection.Bodies > 0, $"{project} has nothing for ModeLint to analyse");
        var roslynator = Directory.GetFiles(Places.Roslynator, "Roslynator*.dll").Where(path => !path.Contains("CodeFixes", StringComparison.Ordinal) && !path.Contains("Workspaces", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new(Path.GetFileNameWithoutExtension(project), arguments, inspection,
            [s_none, s_empty, ModeLint, s_graphs, new("those of the project's own build", arguments.Analyzers), new("Roslynator", [.. roslynator])], Limit: 0.03);
    }

    /// <summary>The generated project in three forms: without the library, with it, and with code that uses it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="progress">Told of each form.</param>
    /// <param name="cancellation">Kills builds.</param>
    /// <exception cref="BenchmarkException">ModeLint does more than it must.</exception>
    public static async Task<IReadOnlyList<Subject>> GenerateAsync(string folder, Action<string> progress, CancellationToken cancellation)
    {
        progress("generating code that has nothing to do with models");
        var (withoutLibrary, ignorant) = await GenerateAsync(Path.Combine(folder, "a"), irrelevant: true, torchSharp: false, loop: false, cancellation);
        Require(ignorant.Actions == 0, "ModeLint registers an action where no library is referenced that it knows");

        var (irrelevant, untouched) = await GenerateAsync(Path.Combine(folder, "b"), irrelevant: true, torchSharp: true, loop: false, cancellation);
        Require(untouched.Bodies == 0, $"ModeLint analyses {untouched.Bodies} bodies that have nothing to do with models");

        var (_, loop) = await GenerateAsync(Path.Combine(folder, "c"), irrelevant: false, torchSharp: true, loop: true, cancellation);
        Require(loop is { Bodies: > 0, Reports: > 0 }, "ModeLint does not analyse a validation loop");
        var (oneLoop, among) = await GenerateAsync(Path.Combine(folder, "d"), irrelevant: true, torchSharp: true, loop: true, cancellation);
        Require(among.Bodies == loop.Bodies && among.Reports == loop.Reports,
            $"ModeLint analyses {among.Bodies} bodies, of which {loop.Bodies} have to do with models, and reports {among.Reports} instead of {loop.Reports}");

        Variant[] variants = [s_none, s_empty, ModeLint];
        return
        [
            new("Generated, without TorchSharp", withoutLibrary, ignorant, variants, Limit: null),
            new("Generated, with TorchSharp", irrelevant, untouched, variants, Limit: 0.003),
            new("Generated, with TorchSharp and a validation loop", oneLoop, among, variants, Limit: 0.003),
        ];
    }

    private static async Task<(CompilerArguments Arguments, Inspection Inspection)> GenerateAsync(string folder, bool irrelevant, bool torchSharp, bool loop, CancellationToken cancellation)
    {
        var arguments = await CompilerArguments.OfAsync(GeneratedProject.Write(folder, irrelevant, torchSharp, loop), cancellation);
        return (arguments, await Inspection.OfAsync(arguments, cancellation));
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new BenchmarkException(otherwise + ".");
    }
}
