namespace Flywheel.Yaml;

/// <summary>The spot of a strategy that a value fills: its path, its name in faults, and what its key says about it.</summary>
/// <param name="Path">From the root: <c>trigger.any[0].every</c>.</param>
/// <param name="Label">The last of it, as faults name it: <c>every</c>, <c>any[0]</c>; "the file" at the root.</param>
/// <param name="Key">The key that is filled, directly or item by item; null for the root, kinds and entries of no key.</param>
internal sealed record Slot(string Path, string Label, PropertyShape? Key)
{
    public static Slot Root { get; } = new("", "the file", null);

    public bool IsRoot => Path.Length == 0;

    /// <summary>Whether this is a kind that was picked, or a record as good as one: its inline value has the same path, however it is written.</summary>
    public bool IsKind { get; private init; }

    /// <summary>The path of an inline value with its key spelled out; null for all other values.</summary>
    public string? LongPath { get; private init; }

    /// <summary>Whether this is one item of the key's collection rather than its whole value.</summary>
    public bool IsItem { get; private init; }

    public IEnumerable<RuleAttribute> Rules => Key?.Rules.Where(HoldsHere) ?? [];

    /// <summary>A value that could stand here.</summary>
    public string Sample(Shape shape) => IsItem || Key is null ? shape.Sample() : Key.SampleValue();

    public Slot Under(PropertyShape key) =>
        IsKind && key.IsInline ? new(Path, key.Key, key) { LongPath = Join(key.Key) } : new(Join(key.Key), key.Key, key);

    /// <summary>The same spot, of a record whose inline value may stand in its place.</summary>
    public Slot OrInline() => this with { IsKind = true };

    public Slot Kind(string word) => new(Join(word), word, null) { IsKind = true };

    public Slot Item(int index) => new($"{Path}[{index}]", $"{Label}[{index}]", Key) { IsItem = true };

    public Slot Entry(string name) => new(Join(name), name, Key) { IsItem = true };

    // A rule on a list of numbers is about the numbers; a rule that no item is left for is about the value itself.
    private bool HoldsHere(RuleAttribute rule) => Key!.Shape is ListShape or MapShape ? IsItem != rule.OnCollection : !IsItem;

    public string Join(string name) => IsRoot ? name : $"{Path}.{name}";
}
