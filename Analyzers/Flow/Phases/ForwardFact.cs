using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Phases;

/// <summary>
/// What is known for certain of one forward, as a function of the entry state of the body that holds it (F4.2): rules
/// read these. A fact of a callee that callers must decide appears again in each caller, with <see cref="Inner"/>.
/// </summary>
internal sealed class ForwardFact
{
    public ForwardFact(SyntaxNode syntax, SyntaxNode call, ForwardFact? inner, string name)
    {
        Syntax = syntax;
        Call = call;
        Inner = inner;
        Name = name;
    }

    /// <summary>The judged forward itself.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>The call in this body: the forward, or the call that leads to it.</summary>
    public SyntaxNode Call { get; }

    public ForwardFact? Inner { get; }

    public ForwardFact Origin => Inner?.Origin ?? this;

    /// <summary>
    /// The fact of the judged forward (F4.3): the outermost one on the judged object. What a module runs of its own in a method is
    /// judged where somebody calls that method on the module, unless the method sets the mode itself.
    /// </summary>
    public ForwardFact Judged => Inner is null || Inner.Judged is not { IsHoldersBusiness: true } ? Inner?.Judged ?? this : this;

    /// <summary>A part of <c>this</c> of a module class, in the mode in which the method found it.</summary>
    public bool IsHoldersBusiness => IsOwnPart && Mode.Cases.All(@case => @case.Kind == StateKind.Entry);

    /// <summary>The same fact of the same body, perhaps of another run of its analysis.</summary>
    public bool IsSame(ForwardFact other) => Call == other.Call && Syntax == other.Syntax && Inner?.Call == other.Inner?.Call;

    /// <summary>The module as the user wrote it in this body.</summary>
    public string Name { get; }

    public CaseSet Mode { get; set; }

    public CaseSet Gradients { get; set; }

    public ImmutableArray<Use> Uses { get; set; } = ImmutableArray<Use>.Empty;

    /// <summary>What holds on the ways to the forward.</summary>
    public PathCondition Path { get; set; } = PathCondition.Always;

    /// <summary>No verdict about the mode: a mixed whole, an object that does not depend on the mode, an explicit argument.</summary>
    public bool IsModeSilent { get; set; }

    /// <summary>As far as this one forward tells, the layer is made on the spot to be run as a function.</summary>
    public bool MayBeFunction { get; set; }

    /// <summary>The author says that the mode is right as it is, whatever it is.</summary>
    public bool IsDeliberate { get; set; }

    /// <summary>No verdict about gradients: wanted, frozen, none to record.</summary>
    public bool IsGradientSilent { get; set; }

    /// <summary>The module, or the whole that it is a part of, is <c>this</c> of a module class (F4.4): its holder's business.</summary>
    public bool IsOwnPart { get; set; }

    /// <summary>The module as it was on entry: a parameter or captured variable; null otherwise.</summary>
    public AbstractObject? EntryRoot { get; set; }

    /// <summary>The objects that the forward may run, where all of them were there on entry: not what has become of their mode.</summary>
    public ImmutableArray<AbstractObject> Given { get; set; } = ImmutableArray<AbstractObject>.Empty;

    /// <summary>Fields and properties in which the module, or a whole that it is part of, stood on entry.</summary>
    public IEnumerable<ISymbol> Members
    {
        get
        {
            foreach (var module in Given)
            {
                for (var target = module; target is not null; target = target.Owner)
                {
                    if (target.Symbol is IFieldSymbol or IPropertySymbol)
                        yield return target.Symbol;
                }
            }
        }
    }

    /// <summary>The mode is left to the default of this parameter (F7.1).</summary>
    public IParameterSymbol? OmittedParameter { get; set; }

    /// <summary>False: made here, and nobody who could train it was ever given it or its parameters (F3.3).</summary>
    public bool MayBeTrained { get; set; } = true;

    /// <summary>The objects that the forward may run, where all of them were made in this body.</summary>
    public ImmutableArray<AbstractObject> Made { get; set; } = ImmutableArray<AbstractObject>.Empty;

    /// <summary>Every object that the forward may run, as this body sees them; empty if they belong to the callee alone.</summary>
    public ImmutableArray<AbstractObject> Objects { get; set; } = ImmutableArray<AbstractObject>.Empty;

    /// <summary>One site that runs repeatedly on the same input (F3.5).</summary>
    public bool IsSampled { get; set; }

    /// <summary>A dominating switch can be written in front of it: it has <c>eval()</c>.</summary>
    public bool CanSwitch { get; set; }
}
