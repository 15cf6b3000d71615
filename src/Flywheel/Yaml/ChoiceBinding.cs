namespace Flywheel.Yaml;

/// <summary>Choices: a bare word, a bare value, or a map of one key that picks the kind.</summary>
internal sealed class ChoiceBinding(Binding binding, Faults faults)
{
    public object? Bind(YamlNode node, UnionShape union, Slot slot)
    {
        switch (node)
        {
            case YamlScalar { IsQuoted: false } word when union.Find(word.Text) is { NeedsNothing: true } kind:
                binding.Nodes[slot.Kind(word.Text).Path] = node;
                return binding.Consistent(kind.New(), node, slot.Kind(word.Text), faults.Count);
            case YamlScalar value when union.Kinds.BareValue is { } bare:
                return Kind(value, value.At, bare, union.Find(bare)!, slot, called: slot.Label);
            case YamlScalar word:
                faults.Add(
                    union.Find(word.Text) is null ? BindingFaults.UnknownKind(word, union) : BindingFaults.KindNeedsKeys(word, union)
                );
                return null;
            case YamlMap { Entries: [var only] }:
                return Picked(only, union, slot);
            case YamlMap { Entries: [var first, var second, ..] } several:
                faults.Add(BindingFaults.SeveralKinds(first, second, union));
                foreach (var entry in several.Entries.Where(e => e.Value is not YamlScalar && union.Find(e.Key) is not null))
                {
                    Picked(entry, union, slot);
                }

                return null;
            default:
                faults.Add(BindingFaults.WrongShape(node, slot, union));
                return null;
        }
    }

    private object? Picked(YamlEntry entry, UnionShape union, Slot slot)
    {
        if (union.Find(entry.Key) is { } kind)
        {
            return Kind(entry.Value, entry.KeyAt, entry.Key, kind, slot, called: entry.Key);
        }

        faults.Add(BindingFaults.UnknownKind(new YamlScalar(entry.KeyAt, entry.Key, IsQuoted: false), union));
        return null;
    }

    private object? Kind(YamlNode node, Place keyAt, string word, RecordShape kind, Slot slot, string called)
    {
        var before = faults.Count;
        var inner = slot.Kind(word);
        binding.Keys[inner.Path] = keyAt;
        if (kind.Inline is not { } inline || IsWrittenOut(node, kind))
        {
            return binding.Bind(node, kind, inner);
        }

        binding.Nodes[inner.Path] = node;
        var record = kind.New();

        // Faults name what the author wrote before the value: the kind, or the key whose value is bare.
        binding.Fill(record, inline, node, keyAt, inner.Under(inline) with { Label = called });
        foreach (var missing in kind.Properties.Where(p => p.IsRequired && p != inline))
        {
            faults.Add(BindingFaults.MissingKey(node.At, missing, inner));
        }

        return binding.Consistent(record, node, inner, before);
    }

    // A map is the kind's own keys when it has one of them, or when the inline value is no map at all.
    private static bool IsWrittenOut(YamlNode node, RecordShape kind) =>
        node is YamlMap map && (kind.Inline!.Shape is ScalarShape or ListShape || map.Entries.Any(e => kind.Find(e.Key) is not null));
}
