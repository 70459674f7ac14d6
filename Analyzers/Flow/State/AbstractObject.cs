using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Flow.State;

internal enum ObjectKind : byte
{
    /// <summary>What a variable or <c>this</c> refers to when the body is entered, and what its members refer to then.</summary>
    Entry,

    /// <summary>The newest object of a creation site.</summary>
    Created,

    /// <summary>The older objects of a creation site in a loop, together.</summary>
    Older,

    /// <summary>What a call handed out; nothing is known of its state.</summary>
    Result,
}

/// <summary>
/// An object as the analysis of one body sees it (F1.1): named by its access path on entry or by the operation that made it.
/// Interned, so compared by reference.
/// </summary>
internal sealed class AbstractObject
{
    public AbstractObject(int id, ObjectKind kind, ITypeSymbol? type)
    {
        Id = id;
        Kind = kind;
        Type = type;
    }

    public int Id { get; }

    public ObjectKind Kind { get; }

    /// <summary>The object in whose member, or among whose elements, this stood at first; null for a variable, <c>this</c> or a static member.</summary>
    public AbstractObject? Owner { get; set; }

    /// <summary>Variable or member that held the object at first; null for <c>this</c> and for elements.</summary>
    public ISymbol? Symbol { get; set; }

    /// <summary>The operation that made the object.</summary>
    public IOperation? Site { get; set; }

    /// <summary>If a call made it, the same object as the callee sees it.</summary>
    public AbstractObject? Inner { get; set; }

    public ITypeSymbol? Type { get; }

    /// <summary>The run-time type is <see cref="Type"/> itself.</summary>
    public bool IsExact { get; set; }

    /// <summary>A disposable that gives the gradient state back.</summary>
    public bool IsGuard { get; set; }

    /// <summary>An update through it changes this one object (F2.2).</summary>
    public bool IsConcrete => Kind == ObjectKind.Created || (Kind == ObjectKind.Entry && !IsElement);

    /// <summary>The elements that a collection had on entry, together.</summary>
    public bool IsElement => Kind == ObjectKind.Entry && Owner is not null && Symbol is null;

    /// <summary>Number of members on the path; paths are bounded.</summary>
    public int Depth => Owner is null ? 0 : Owner.Depth + 1;

    public bool IsPartOf(AbstractObject whole)
    {
        for (var current = Owner; current is not null; current = current.Owner)
        {
            if (current == whole)
                return true;
        }

        return false;
    }

    /// <summary>The variable, <c>this</c> or static member at which the path begins.</summary>
    public AbstractObject Root => Owner is null ? this : Owner.Root;

    public override string ToString() => Kind == ObjectKind.Entry
        ? Owner is null ? Symbol?.Name ?? "this" : $"{Owner}.{Symbol?.Name}"
        : $"{Kind} {Site?.Syntax.SpanStart} {Type?.Name}";
}

/// <summary>Something that holds a value: a variable, a temporary of the control-flow graph, or a member of an object.</summary>
internal sealed class Slot
{
    public Slot(int id, ISymbol? symbol, AbstractObject? owner)
    {
        Id = id;
        Symbol = symbol;
        Owner = owner;
    }

    public int Id { get; }

    public ISymbol? Symbol { get; }

    public AbstractObject? Owner { get; }

    public override string ToString() => Owner is null ? Symbol?.Name ?? $"#{Id}" : $"{Owner}.{Symbol?.Name ?? "[]"}";
}
