namespace Flywheel.Yaml;

/// <summary>One reading of one file: walks nodes and shapes side by side, goes on after each fault, remembers every place.</summary>
internal sealed class Binding(Faults faults)
{
    /// <summary>What the author wrote, by path.</summary>
    public Dictionary<string, YamlNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the keys stand, by path.</summary>
    public Dictionary<string, Place> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The value, or null when a fault was reported or the author wrote a permitted null.</summary>
    public object? Bind(YamlNode node, Shape shape, Slot slot)
    {
        Nodes[slot.Path] = node;
        var before = faults.Count;
        switch (node, shape)
        {
            case (YamlBroken, _):
                return null;
            case (YamlScalar { IsNull: true } scalar, _) when scalar.Text.Length > 0 && slot is { Key.IsNullable: true, IsItem: false }:
                return null;
            case (YamlScalar { IsNull: true } scalar, _):
                faults.Add(BindingFaults.NoValue(scalar, slot, shape));
                return null;
            case (_, UnionShape union):
                return new ChoiceBinding(this, faults).Bind(node, union, slot);
            case (YamlScalar scalar, ScalarShape single):
                return Ruled(Single(scalar, single, slot), node, shape, slot, before);
            case (YamlList list, ListShape items):
                var bound = list.Items.Select((item, i) => Bind(item, items.Item, slot.Item(i))).ToList();
                if (slot.Key is { IsDistinct: true })
                {
                    Distinct(list, bound, slot);
                }

                return Ruled(items.New(bound.Where(item => item is not null)), node, shape, slot, before);
            case (YamlMap map, MapShape entries):
                return Ruled(Named(map, entries, slot), node, shape, slot, before);
            case (YamlMap map, RecordShape record):
                return Record(map, record, record.Inline is null ? slot : slot.OrInline());
            case (_, RecordShape { Inline: { } inline } record):
                return Bare(node, record, inline, slot.OrInline());
            default:
                faults.Add(BindingFaults.WrongShape(node, slot, shape));
                return null;
        }
    }

    private object? Single(YamlScalar scalar, ScalarShape shape, Slot slot)
    {
        if (shape.IsPlainOnly && scalar.IsQuoted)
        {
            faults.Add(BindingFaults.Quoted(scalar, shape, slot));
            return null;
        }

        var (value, why) = shape.Read(scalar.Text, scalar.At);
        if (value is null)
        {
            faults.Add(BindingFaults.NotRead(scalar, shape, slot, why));
        }

        return value;
    }

    private void Distinct(YamlList list, List<object?> bound, Slot slot)
    {
        for (var i = 1; i < bound.Count; i++)
        {
            if (bound[i] is { } item && bound.IndexOf(item) is var first && first < i)
            {
                faults.Add(BindingFaults.DuplicateItem(list.Items[i], list.Items[first].At, slot));
            }
        }
    }

    private object Named(YamlMap map, MapShape shape, Slot slot)
    {
        var entries = new List<KeyValuePair<string, object?>>();
        foreach (var entry in map.Entries)
        {
            var inner = slot.Entry(entry.Key);
            Keys[inner.Path] = entry.KeyAt;
            if (slot.Key is { EntryNames: var names } && !PatternAttribute.Matches(names.Pattern, entry.Key))
            {
                faults.Add(BindingFaults.BadEntryName(entry, names, slot));
            }

            if (Bind(entry.Value, shape.Item, inner) is { } value)
            {
                entries.Add(new(entry.Key, value));
            }
        }

        return shape.New(entries);
    }

    private object Record(YamlMap map, RecordShape shape, Slot slot)
    {
        var before = faults.Count;
        var record = shape.New();
        foreach (var entry in map.Entries)
        {
            if (shape.Find(entry.Key) is { } property)
            {
                Fill(record, property, entry.Value, entry.KeyAt, slot.Under(property));
            }
            else
            {
                faults.Add(BindingFaults.UnknownKey(entry, shape, slot));
            }
        }

        foreach (var missing in shape.Properties.Where(p => p.IsRequired && map.Entries.All(e => e.Key != p.Key)))
        {
            faults.Add(BindingFaults.MissingKey(map.At, missing, slot));
        }

        return Consistent(record, map, slot, before);
    }

    /// <summary>A record of which only the inline value is written, in its place.</summary>
    private object Bare(YamlNode node, RecordShape shape, PropertyShape inline, Slot slot)
    {
        var before = faults.Count;
        var record = shape.New();
        Fill(record, inline, node, node.At, slot.Under(inline) with { Label = slot.Label });
        foreach (var missing in shape.Properties.Where(p => p.IsRequired && p != inline))
        {
            faults.Add(BindingFaults.MissingKey(node.At, missing, slot));
        }

        return Consistent(record, node, slot, before);
    }

    public void Fill(object record, PropertyShape property, YamlNode node, Place keyAt, Slot slot)
    {
        Keys.TryAdd(slot.Path, keyAt);
        if (slot.LongPath is { } path)
        {
            Keys[path] = keyAt;
            Nodes[path] = node;
        }

        var value = Bind(node, property.Shape, slot);
        if (value is not null || property.IsNullable)
        {
            property.Info.SetValue(record, value);
        }
    }

    /// <summary>The record itself, once its keys have been held against each other.</summary>
    public object Consistent(object record, YamlNode node, Slot slot, int faultsBefore)
    {
        foreach (var found in record is IConsistent asked && faults.Count == faultsBefore ? asked.Contradictions() : [])
        {
            var at = Nodes.TryGetValue(slot.Join(found.Key), out var value) ? value.At : node.At;
            faults.Add(new Fault(FaultCodes.Contradiction, at, found.What, found.Why, found.Mend));
        }

        return record;
    }

    private object? Ruled(object? value, YamlNode node, Shape shape, Slot slot, int faultsBefore)
    {
        // A list that lost its items to faults looks empty although it is not.
        var isWhole = value is not null && faults.Count == faultsBefore;
        foreach (var rule in isWhole ? slot.Rules.Where(r => !r.Allows(value!)) : [])
        {
            faults.Add(BindingFaults.RuleBroken(node, rule, slot, shape));
        }

        return value;
    }
}
