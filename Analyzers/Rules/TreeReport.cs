using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules;

/// <summary>All reports that stand in one tree: facts → judgements → rules, one report per cause and region (F5).</summary>
internal sealed class TreeReport
{
    private readonly ProgramAnalysis _program;
    private readonly Judge _judge;
    private readonly HashSet<string> _enabled;
    private readonly bool _includeTests;
    private readonly CancellationToken _cancellation;
    private readonly Wording _wording;
    private readonly SyntaxTree _tree;

    public TreeReport(ProgramAnalysis program, Judge judge, HashSet<string> enabled, bool includeTests, SyntaxTree tree, CancellationToken cancellation)
    {
        _program = program;
        _judge = judge;
        _enabled = enabled;
        _includeTests = includeTests;
        _tree = tree;
        _cancellation = cancellation;
        _wording = new Wording(tree);
    }

    public IEnumerable<Diagnostic> Diagnostics()
    {
        var judgements = Judgements();
        judgements.RemoveAll(judgement => TestMethods.Exempt(judgement, _includeTests));
        var found = Rule.All.Where(rule => _enabled.Contains(rule.Descriptor.Id)).SelectMany(rule => judgements.Where(rule.Applies)
            .GroupBy(judgement => (rule, judgement.At.Body, rule.Cause(judgement)), (key, group) => (key.rule, Group: group.OrderBy(each => each.At.Fact.Call.SpanStart).ToArray()))).ToArray();

        // Two parts of one module that one call runs are one thing to whoever reads the call.
        var told = new HashSet<(Rule, SyntaxNode, string)>();
        foreach (var (rule, group) in found)
        {
            if (told.Add((rule, group[0].At.Fact.Call, group[0].At.Fact.Name)))
                yield return Create(rule, group, judgements);
        }
    }

    private List<Judgement> Judgements()
    {
        var origins = new Dictionary<(SyntaxNode, SyntaxNode), ForwardFactAt>();
        foreach (var entry in _program.Relevant.In(_tree))
        {
            foreach (var body in _program.Callers.BodiesOf(entry, _cancellation))
            {
                if (_program.Summaries.Ensure(body, _cancellation) is not { } summary)
                    continue;
                foreach (var fact in summary.Facts)
                {
                    if (fact.Inner is null && fact.IsHoldersBusiness && fact.OmittedParameter is not null)
                        origins[(fact.Syntax, fact.Call)] = new ForwardFactAt(fact, body);
                    if (OriginOf(fact, body) is { } at && !origins.ContainsKey((at.Fact.Syntax, at.Fact.Call)))
                        origins.Add((at.Fact.Syntax, at.Fact.Call), at);
                }
            }
        }

        var judgements = new List<Judgement>();
        foreach (var origin in origins.Values.OrderBy(at => at.Fact.Call.SpanStart).ThenBy(at => at.Fact.Syntax.SpanStart))
        {
            // A flag is missing where the forward is; who made the object wrong is another matter.
            var aspects = origin.Fact.OmittedParameter is not null && origin.Fact.Inner is null
                ? new[] { Aspect.Argument, Aspect.Mode, Aspect.Gradients } : new[] { Aspect.Mode, Aspect.Gradients };
            judgements.AddRange(aspects.SelectMany(aspect => _judge.Decide(origin, aspect, _cancellation)).Where(judgement => judgement.At.Fact.Call.SyntaxTree == _tree));
        }

        // Where the flag is missing, the state is not what the user should set (F7.1).
        var missing = new HashSet<SyntaxNode>(judgements.Where(judgement => judgement.Aspect == Aspect.Argument).Select(judgement => judgement.At.Fact.Syntax));
        judgements.RemoveAll(judgement => judgement.Aspect == Aspect.Mode && missing.Contains(judgement.At.Fact.Syntax));
        return judgements;
    }

    /// <summary>The judged forward's fact in its own body; a call elsewhere may get the report, so both sides ask.</summary>
    private ForwardFactAt? OriginOf(ForwardFact fact, ISymbol body)
    {
        var judged = fact.Judged;
        if (judged == fact)
            return new ForwardFactAt(fact, body);
        var owner = _program.ModelOf(judged.Call.SyntaxTree).GetEnclosingSymbol(judged.Call.SpanStart, _cancellation);
        if (owner is null || _program.Summaries.Ensure(owner, _cancellation) is not { } summary)
            return null;
        foreach (var candidate in summary.Facts)
        {
            if (candidate.Judged == candidate && candidate.IsSame(judged))
                return new ForwardFactAt(candidate, owner);
        }

        return null;
    }

    private bool IsEnabled(Judgement judgement) => Rule.All.Any(rule => rule.Applies(judgement) && _enabled.Contains(rule.Descriptor.Id));

    private Diagnostic Create(Rule rule, Judgement[] group, IReadOnlyList<Judgement> judgements)
    {
        var first = group[0];
        var fact = first.At.Fact;
        var locations = ImmutableArray.CreateBuilder<Location>();
        var deciding = first.Calls.IsEmpty ? fact : first.Calls[0].Fact;
        var cause = first.Aspect == Aspect.Gradients ? null : Wording.Cause(deciding.Mode, StateKind.Training);
        if (cause is not null)
            locations.Add(cause.Node.GetLocation());
        locations.AddRange(first.Calls.Select(call => call.Fact.Call.GetLocation()));
        if (fact.Inner is not null)
            locations.Add(fact.Syntax.GetLocation());
        locations.AddRange(group.Select(other => other.At.Fact.Call).Where(call => call != fact.Call).Distinct().Select(call => call.GetLocation()));

        var properties = rule.Properties(first);
        if (first.Aspect != Aspect.Argument)
        {
            var facts = _program.Summaries.Ensure(first.At.Body, _cancellation)?.Facts ?? ImmutableArray<ForwardFact>.Empty;
            properties = properties.AddRange(Surroundings.Of(group, facts, judgements, _program, _cancellation));
            if (judgements.Any(other => other.At.Fact.Call == fact.Call && other.Aspect == (first.Aspect == Aspect.Mode ? Aspect.Gradients : Aspect.Mode) && IsEnabled(other)))
                properties = properties.Add(DiagnosticProperties.Both, "true");
        }

        return Diagnostic.Create(rule.Descriptor, fact.Call.GetLocation(), locations, properties, _wording.Fitting(wording => rule.Message(first, wording)));
    }
}
