namespace ModeLint.Analyzers;

/// <summary>Ids of the rules. Constants only: a fix may be loaded beside an older analyzer assembly and must not read its fields.</summary>
internal static class RuleIds
{
    public const string EvaluationInTrainingMode = "MODE101";
    public const string EvaluationModeOnSomePathsOnly = "MODE106";
    public const string EvaluationRecordsGradients = "MODE201";
    public const string TrainingArgumentMissing = "MODE301";
    public const string InvalidDescription = "MODE901";
}
