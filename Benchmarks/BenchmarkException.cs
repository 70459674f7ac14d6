namespace ModeLint.Benchmarks;

/// <summary>Why nothing can be measured, or why what was measured does not count: a sentence for the user.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
