using ModeLint.Benchmarks.Compiling;

namespace ModeLint.Benchmarks.Measuring;

/// <summary>
/// All variants of one subject, interleaved: each round compiles every variant once, and each round begins with another one, so that what
/// disturbs the machine disturbs them all. Shares are made within a round and only then put together.
/// </summary>
internal sealed class Rounds
{
    private readonly IReadOnlyList<double> _starts;
    private readonly Dictionary<Variant, List<Compilation>> _runs;
    private readonly Variant _none;
    private readonly Variant _empty;

    private Rounds(Variant none, Variant empty, Dictionary<Variant, List<Compilation>> runs, IReadOnlyList<double> starts)
    {
        _none = none;
        _empty = empty;
        _runs = runs;
        _starts = starts;
    }

    public IEnumerable<Variant> Variants => _runs.Keys;

    public bool IsBaseline(Variant variant) => variant == _none || variant == _empty;

    /// <param name="compiler">New processes or a server.</param>
    /// <param name="subject">What is compiled.</param>
    /// <param name="variants">The first has no analyzers, the second the empty one.</param>
    /// <param name="count">Rounds that count.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Ends between or within compilations.</param>
    public static async Task<Rounds> RunAsync(
        Compiler compiler, CompilerArguments subject, IReadOnlyList<Variant> variants, int count, Action<string> progress, CancellationToken cancellation)
    {
        // Files come into the machine's memory with the first; a server's methods are compiled to their end only after some.
        var warming = compiler.IsServer ? 4 : 1;
        var runs = variants.ToDictionary(variant => variant, _ => new List<Compilation>());
        var starts = new List<double>();
        for (var round = -warming; round < count; round++)
        {
            progress(round < 0 ? "warming up" : $"round {round + 1} of {count}");
            var start = compiler.IsServer ? await Compiler.StartAsync(cancellation) : 0;
            if (round >= 0)
                starts.Add(start);
            for (var turn = 0; turn < variants.Count; turn++)
            {
                var variant = variants[(turn + round + warming) % variants.Count];
                var run = await compiler.CompileAsync(subject, variant, cancellation);
                if (round >= 0)
                    runs[variant].Add(run);
            }
        }

        return new(variants[0], variants[1], runs, starts);
    }

    /// <summary>Seconds of a compilation on the clock; with a server, without the start of the process that asks it.</summary>
    public Spread Seconds(Variant variant) => Over(round => _runs[variant][round].Seconds - _starts[round]);

    /// <summary>Seconds of all processors together.</summary>
    public Spread ProcessorSeconds(Variant variant) => Over(round => _runs[variant][round].ProcessorSeconds);

    /// <summary>Methods that the runtime compiled to machine code in a new process.</summary>
    public Spread Methods(Variant variant) => Over(round => _runs[variant][round].Methods);

    /// <summary>Seconds that the compiler counts for the analyzers, on all threads, with what they were the first to ask it for.</summary>
    public Spread ExecutionTime(Variant variant) => Over(round => _runs[variant][round].AnalyzerSeconds);

    /// <summary>ExecutionTime as a share of the compilation without analyzers.</summary>
    public Spread ExecutionShare(Variant variant) => Over(round => _runs[variant][round].AnalyzerSeconds / Baseline(round));

    /// <summary>By how much the compilation is longer than with the empty analyzer, as a share of the one without analyzers.</summary>
    public Spread PassShare(Variant variant) => Over(round => (_runs[variant][round].Seconds - _runs[_empty][round].Seconds) / Baseline(round));

    /// <summary>The same in what the processors did, which a busy machine disturbs less.</summary>
    public Spread ProcessorShare(Variant variant) =>
        Over(round => (_runs[variant][round].ProcessorSeconds - _runs[_empty][round].ProcessorSeconds) / _runs[_none][round].ProcessorSeconds);

    /// <summary>What ModeLint reported, the same in each round.</summary>
    /// <exception cref="BenchmarkException">It was not the same.</exception>
    public int Reports(Variant variant) => _runs[variant].Select(run => run.Reports).Distinct().ToArray() is [var reports] ? reports
        : throw new BenchmarkException($"'{variant.Name}' did not report the same in each round.");

    private double Baseline(int round) => _runs[_none][round].Seconds - _starts[round];

    private Spread Over(Func<int, double> measure) => Spread.Of(Enumerable.Range(0, _starts.Count).Select(measure));
}
