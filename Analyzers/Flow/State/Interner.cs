using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// Makes each object, slot and term of one body once, so that the rest compares references. Numbers are given in the order in
/// which the body is read, so they are the same in every run.
/// </summary>
internal sealed class Interner
{
    private const int MaximalPath = 4;

    private readonly List<AbstractObject> _objects = new();
    private readonly Dictionary<AbstractObject, List<AbstractObject>> _parts = new();
    private readonly List<Slot> _slots = new();
    private readonly Dictionary<(AbstractObject?, ISymbol?), AbstractObject> _entries = new(PairComparer<AbstractObject>.Instance);
    private readonly Dictionary<(object Site, int Number, ObjectKind Kind), AbstractObject> _made = new();
    private readonly Dictionary<(AbstractObject?, ISymbol?), Slot> _slotsByOwner = new(PairComparer<AbstractObject>.Instance);
    private readonly Dictionary<CaptureId, Slot> _captures = new();
    private readonly Dictionary<(AbstractObject?, ISymbol?), Term> _entryTerms = new(PairComparer<AbstractObject>.Instance);
    private readonly Dictionary<IOperation, Term> _siteTerms = new();
    private readonly Dictionary<object, Term> _constantTerms = new();
    private readonly Dictionary<string, Term> _combined = new();
    private readonly Dictionary<Term, int> _termIds = new();
    private readonly Dictionary<(int Block, Slot Slot, bool IsBounded), Term> _chosenTerms = new();

    public AbstractObject Object(int id) => _objects[id];

    public Slot Slot(int id) => _slots[id];

    public IReadOnlyList<AbstractObject> Objects => _objects;

    /// <summary>Objects that stood in members of this one at first.</summary>
    public IReadOnlyList<AbstractObject> PartsOf(AbstractObject whole) => _parts.TryGetValue(whole, out var parts) ? parts.ToArray() : Array.Empty<AbstractObject>();

    public AbstractObject This(ITypeSymbol? type) => Entry(null, null, type)!;

    /// <summary>What a path held on entry; null if the path is too long to be followed.</summary>
    public AbstractObject? Entry(AbstractObject? owner, ISymbol? symbol, ITypeSymbol? type)
    {
        symbol = Definition(symbol);
        if (_entries.TryGetValue((owner, symbol), out var known))
            return known;
        if (owner is not null && owner.Depth >= MaximalPath)
            return null;
        var made = Add(ObjectKind.Entry, type);
        made.Owner = owner;
        made.Symbol = symbol;
        AddPart(owner, made);
        return _entries[(owner, symbol)] = made;
    }

    /// <param name="site">The creating operation.</param>
    /// <param name="number">Tells apart what one call hands out.</param>
    /// <param name="kind">Newest, older or result of a call.</param>
    /// <param name="type">Type of the object.</param>
    public AbstractObject Made(IOperation site, int number, ObjectKind kind, ITypeSymbol? type)
    {
        if (_made.TryGetValue((site, number, kind), out var known))
            return known;
        var made = Add(kind, type);
        made.Site = site;
        return _made[(site, number, kind)] = made;
    }

    /// <summary>What the initializer of a member made for a new object.</summary>
    public AbstractObject Part(AbstractObject whole, ISymbol member, ITypeSymbol type)
    {
        if (_entries.TryGetValue((whole, Definition(member)), out var known))
            return known;
        var made = Add(whole.Kind, type);
        made.Owner = whole;
        made.Symbol = member;
        made.IsExact = true;
        AddPart(whole, made);
        return _entries[(whole, Definition(member))] = made;
    }

    public Slot Variable(ISymbol symbol) => SlotOf(null, symbol);

    /// <summary>A member of an object; without a symbol, its elements.</summary>
    public Slot Member(AbstractObject owner, ISymbol? member) => SlotOf(owner, member);

    public Slot Capture(CaptureId id)
    {
        if (!_captures.TryGetValue(id, out var slot))
            _captures[id] = slot = AddSlot(null, null);
        return slot;
    }

    public Term EntryTerm(AbstractObject? owner, ISymbol symbol, ITypeSymbol? type)
    {
        symbol = Definition(symbol)!;
        if (!_entryTerms.TryGetValue((owner, symbol), out var term))
            _entryTerms[(owner, symbol)] = term = new Term { Symbol = symbol, Owner = owner, Type = type, Domain = Domains.Of(type) };
        return term;
    }

    public Term SiteTerm(IOperation site)
    {
        if (!_siteTerms.TryGetValue(site, out var term))
            _siteTerms[site] = term = new Term { Site = site, Type = site.Type, Domain = Domains.Of(site.Type) };
        return term;
    }

    /// <summary>What a variable holds where the ways into a block left different values in it.</summary>
    public Term ChosenTerm(BasicBlock block, Slot slot, ImmutableArray<object> domain)
    {
        if (!_chosenTerms.TryGetValue((block.Ordinal, slot, !domain.IsEmpty), out var term))
            _chosenTerms[(block.Ordinal, slot, !domain.IsEmpty)] = term = new Term { Site = block.Operations.FirstOrDefault() ?? block.BranchValue, Type = slot.Symbol is null ? null : Transfer.TypeFacts.TypeOf(slot.Symbol), Domain = domain };
        return term;
    }

    public Term Constant(object constant)
    {
        if (!_constantTerms.TryGetValue(constant, out var term))
            _constantTerms[constant] = term = new Term { Constant = constant };
        return term;
    }

    /// <summary>The same combination of the same terms is the same term.</summary>
    public Term Combined(string operation, ImmutableArray<Term> parts, ImmutableArray<object> domain)
    {
        var key = operation + "(" + string.Join(",", parts.Select(IdOf)) + ")";
        if (!_combined.TryGetValue(key, out var term))
            _combined[key] = term = new Term { Operation = operation, Parts = parts, Domain = domain };
        return term;
    }

    private int IdOf(Term term)
    {
        if (!_termIds.TryGetValue(term, out var id))
            _termIds[term] = id = _termIds.Count;
        return id;
    }

    /// <summary>One name for a member, whatever its type arguments and the names of tuple elements are.</summary>
    private static ISymbol? Definition(ISymbol? symbol) => symbol switch
    {
        IFieldSymbol { CorrespondingTupleField: { } element } => element.OriginalDefinition,
        IFieldSymbol or IPropertySymbol => symbol.OriginalDefinition,
        _ => symbol,
    };

    private AbstractObject Add(ObjectKind kind, ITypeSymbol? type)
    {
        var made = new AbstractObject(_objects.Count, kind, type);
        _objects.Add(made);
        return made;
    }

    private void AddPart(AbstractObject? whole, AbstractObject part)
    {
        if (whole is null)
            return;
        if (!_parts.TryGetValue(whole, out var parts))
            _parts[whole] = parts = new List<AbstractObject>();
        parts.Add(part);
    }

    private Slot SlotOf(AbstractObject? owner, ISymbol? symbol)
    {
        symbol = Definition(symbol);
        if (!_slotsByOwner.TryGetValue((owner, symbol), out var slot))
            _slotsByOwner[(owner, symbol)] = slot = AddSlot(symbol, owner);
        return slot;
    }

    private Slot AddSlot(ISymbol? symbol, AbstractObject? owner)
    {
        var slot = new Slot(_slots.Count, symbol, owner);
        _slots.Add(slot);
        return slot;
    }

    private sealed class PairComparer<T> : IEqualityComparer<(T?, ISymbol?)> where T : class
    {
        public static readonly PairComparer<T> Instance = new();

        public bool Equals((T?, ISymbol?) left, (T?, ISymbol?) right) =>
            ReferenceEquals(left.Item1, right.Item1) && SymbolEqualityComparer.Default.Equals(left.Item2, right.Item2);

        public int GetHashCode((T?, ISymbol?) pair) =>
            (pair.Item1?.GetHashCode() ?? 0) * 31 + (pair.Item2 is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(pair.Item2));
    }
}
