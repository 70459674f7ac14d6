namespace ModeLint.Analyzers.Flow;

/// <summary>A bound was met (F2.8): the body ends in unknown. The runner counts it; nothing is reported.</summary>
internal sealed class BudgetExceededException : Exception
{
    public BudgetExceededException(string budget)
        : base($"The analysis gave up: {budget}")
    {
    }
}
