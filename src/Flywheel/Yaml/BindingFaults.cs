namespace Flywheel.Yaml;

/// <summary>The sentences of every fault about keys and values.</summary>
internal static class BindingFaults
{
    internal static Fault UnknownKey(YamlEntry entry, RecordShape record, Slot slot)
    {
        var known = record.Properties.Select(p => p.Key).ToList();
        var where = slot.IsRoot ? "The file" : Fault.Quote(slot.Label);
        return new(
            FaultCodes.UnknownKey,
            entry.KeyAt,
            $"{where} has no key {Fault.Quote(entry.Key)}.",
            known.Count == 0 ? "It has no keys at all." : $"Known keys: {Sentence.List(known)}.",
            Sentence.Suggest(entry.Key, known, known.Count == 0 ? "Delete it." : "Write one of them, or delete it.")
        );
    }

    internal static Fault MissingKey(Place at, PropertyShape missing, Slot slot) =>
        new(
            FaultCodes.MissingKey,
            at,
            $"{(slot.IsRoot ? "The file" : Fault.Quote(slot.Label))} lacks the key '{missing.Key}'.",
            missing.Doc.Length > 0 ? Sentence.End(missing.Doc) : "It has no default.",
            $"Add it, e.g. '{missing.Sample()}'."
        );

    internal static Fault NoValue(YamlScalar scalar, Slot slot, Shape shape) =>
        new(
            FaultCodes.NoValue,
            scalar.At,
            $"{Name(slot)} has no value.",
            $"It needs {shape.Noun}; a default is what a key has that is left out.",
            $"Write {Pair(slot, slot.Sample(shape))}, or delete the key."
        );

    internal static Fault WrongShape(YamlNode node, Slot slot, Shape shape) =>
        new(
            FaultCodes.WrongShape,
            node.At,
            $"{Name(slot)} is {node.Noun}.",
            $"It needs {shape.Noun}.",
            $"Write e.g. {Pair(slot, slot.Sample(shape))}."
        );

    internal static Fault Quoted(YamlScalar scalar, ScalarShape shape, Slot slot) =>
        new(
            shape.FaultCode,
            scalar.At,
            $"{Name(slot)} is the text {Fault.Quote(scalar.Text)}.",
            $"It needs {shape.Noun}, and quotes make a text of anything.",
            $"Write {Pair(slot, shape.Read(scalar.Text, scalar.At).Value is null ? slot.Sample(shape) : scalar.Text)}, without quotes."
        );

    internal static Fault NotRead(YamlScalar scalar, ScalarShape shape, Slot slot, string why) =>
        new(
            shape.FaultCode,
            scalar.At,
            $"{Name(slot)} is {Fault.Quote(scalar.Text)}, which is not {shape.Noun}.",
            why,
            Sentence.Suggest(scalar.Text, shape.Names, $"Write e.g. {Pair(slot, slot.Sample(shape))}.")
        );

    internal static Fault RuleBroken(YamlNode node, RuleAttribute rule, Slot slot, Shape shape) =>
        new(
            FaultCodes.RuleBroken,
            node.At,
            node is YamlScalar { Text.Length: > 0 } scalar
                ? $"{Name(slot)} is {Value(scalar, shape)}, {rule.Broken}."
                : $"{Name(slot)} is {rule.Broken}.",
            rule.Why.Length > 0 ? Sentence.End(rule.Why)
                : slot.Key is { Doc.Length: > 0 } key ? Sentence.End(key.Doc)
                : "The key does not take that.",
            $"{rule.Mend}{ForExample(rule, slot, shape)}."
        );

    // An example that breaks the rule itself would send the author in a circle.
    private static string ForExample(RuleAttribute rule, Slot slot, Shape shape) =>
        ((slot.IsItem ? null : slot.Key?.Example) ?? rule.Sample ?? (shape is ScalarShape ? null : slot.Sample(shape))) is { } sample
            ? $", e.g. {Pair(slot, sample)}"
            : "";

    internal static Fault BadEntryName(YamlEntry entry, EntryNamesAttribute names, Slot slot) =>
        new(
            FaultCodes.BadEntryName,
            entry.KeyAt,
            $"{Name(slot)} has an entry {Fault.Quote(entry.Key)}, which is not {names.Noun}.",
            "The name stands in reports, file names and other keys.",
            $"Rename it to match {names.Pattern}."
        );

    internal static Fault DuplicateItem(YamlNode item, Place first, Slot slot) =>
        new(
            FaultCodes.DuplicateItem,
            item.At,
            $"{Name(slot)} has {(item is YamlScalar scalar ? Fault.Quote(scalar.Text) : "the same entry")} for the second time; the first is at {first}.",
            "An entry counts once, and is told from the others by what it says.",
            "Delete one of the two."
        );

    internal static Fault UnknownKind(YamlScalar word, UnionShape union) =>
        new(
            FaultCodes.UnknownKind,
            word.At,
            $"There is no {union.Word} of the kind {Fault.Quote(word.Text)}.",
            $"Known kinds: {Sentence.List(union.Kinds.Words)}.",
            Sentence.Suggest(word.Text, union.Kinds.Words, $"Write one of them, e.g. '{union.SampleOf(union.Kinds.Words.First())}'.")
        );

    internal static Fault KindNeedsKeys(YamlScalar word, UnionShape union) =>
        new(
            FaultCodes.MissingKey,
            word.At,
            $"The {union.Word} '{word.Text}' is written without its keys.",
            $"It needs: {Sentence.List(union.Find(word.Text)!.Properties.Where(p => p.IsRequired).Select(p => p.Key))}.",
            $"Write e.g. '{union.SampleOf(word.Text)}'."
        );

    internal static Fault SeveralKinds(YamlEntry first, YamlEntry second, UnionShape union)
    {
        var isKey = union.Find(first.Key)?.Find(second.Key) is not null;
        return new(
            FaultCodes.SeveralKinds,
            second.KeyAt,
            $"{Fault.Quote(second.Key)} stands beside {Fault.Quote(first.Key)}.",
            $"{Sentence.Start(Sentence.WithArticle(union.Word))} is a map of one key, which picks its kind.",
            isKey ? $"Indent '{second.Key}' so that it stands under '{first.Key}'." : $"Start a new list item: '- {second.Key}: ...'."
        );
    }

    private static string Name(Slot slot) => slot.IsRoot ? "The file" : Fault.Quote(slot.Label);

    private static string Pair(Slot slot, string sample) =>
        slot.IsRoot || slot.Label.EndsWith(']') ? $"'{sample}'" : $"'{slot.Label}: {sample}'";

    private static string Value(YamlScalar scalar, Shape shape) =>
        shape.Type == typeof(string) ? Fault.Quote(scalar.Text) : Fault.Quote(scalar.Text)[1..^1];
}
