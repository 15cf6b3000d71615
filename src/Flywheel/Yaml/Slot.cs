namespace Flywheel.Yaml;

/// <summary>The spot of a strategy that a value fills: its path, its name in faults, and what its key says about it.</summary>
/// <param name="Path">From the root: <c>trigger.any[0].every</c>.</param>
/// <param name="Label">The last of it, as faults name it: <c>every</c>, <c>any[0]</c>; "the file" at the root.</param>
/// <param name="Key">The key that is filled, directly or item by item; null for the root, kinds and entries of no key.</param>
internal sealed record Slot(string Path, string Label, PropertyShape? Key)
{
    public static Slot Root { get; } = new("", "the file", null);

    public bool IsRoot => Path.Length == 0;

    /// <summary>Whether this is one item of the key's collection rather than its whole value.</summary>
    public bool IsItem { get; private init; }

    public IEnumerable<RuleAttribute> Rules => Key?.Rules.Where(HoldsHere) ?? [];

    /// <summary>A value that could stand here.</summary>
    public string Sample(Shape shape) => IsItem || Key is null ? shape.Sample() : Key.SampleValue();

    public Slot Under(PropertyShape key) => new(Join(key.Key), key.Key, key);

    public Slot Kind(string word) => new(Join(word), word, null);

    public Slot Item(int index) => this with { Path = $"{Path}[{index}]", Label = $"{Label}[{index}]", IsItem = true };

    public Slot Entry(string name) => this with { Path = Join(name), Label = name, IsItem = true };

    // A rule on a list of numbers is about the numbers; a rule that no item is left for is about the value itself.
    private bool HoldsHere(RuleAttribute rule) =>
        Key!.Shape is ListShape or MapShape ? IsItem != rule.OnCollection : !IsItem;

    private string Join(string name) => IsRoot ? name : $"{Path}.{name}";
}
