namespace Flywheel.Yaml;

/// <summary>What a record must keep so that faults, the schema and the resolved strategy can speak about it; asked by a test.</summary>
public static class BindingContract
{
    /// <summary>Everything that is amiss in the record and in all that it can hold; empty when nothing is.</summary>
    public static IReadOnlyList<string> Problems(Type root)
    {
        var (seen, open, problems) = (new HashSet<Type>(), new Queue<Type>([root]), new List<string>());
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            try
            {
                Look(Shape.Of(type), open, problems);
            }
            catch (InvalidOperationException e)
            {
                problems.Add(e.Message);
            }
        }

        return problems;
    }

    private static void Look(Shape shape, Queue<Type> open, List<string> problems)
    {
        switch (shape)
        {
            case ListShape list:
                open.Enqueue(list.Item.Type);
                break;
            case MapShape map:
                open.Enqueue(map.Item.Type);
                break;
            case RecordShape record:
                Record(record, open, problems);
                break;
            case UnionShape union:
                Union(union, open, problems);
                break;
        }
    }

    private static void Record(RecordShape record, Queue<Type> open, List<string> problems)
    {
        if (record.Doc.Length == 0)
        {
            problems.Add($"{record.Type} has no [Doc].");
        }

        if (record.Properties.Count(p => p.IsInline) > 1)
        {
            problems.Add($"{record.Type} has more than one [Inline] property.");
        }

        foreach (var property in record.Properties)
        {
            open.Enqueue(property.Info.PropertyType);
            if (property.Doc.Length == 0)
            {
                problems.Add($"{record.Type}.{property.Info.Name} has no [Doc].");
            }

            var byDefault = record.Defaults[property.Key];
            if (!property.IsRequired && !property.IsNullable && byDefault is null)
            {
                problems.Add($"{record.Type}.{property.Info.Name} is neither required nor nullable, and its default is null.");
            }

            if (
                !property.IsRequired
                && byDefault is not null
                && property.Shape is ScalarShape
                && property.Rules.Any(r => !r.Allows(byDefault))
            )
            {
                problems.Add($"{record.Type}.{property.Info.Name} has a default that breaks its own rule.");
            }

            if (property.Example is { } example && Amiss(property, example) is { Count: > 0 } faults)
            {
                problems.Add($"{record.Type}.{property.Info.Name} has an example that cannot be read: {faults.First()}");
            }
        }
    }

    private static Faults Amiss(PropertyShape property, string example)
    {
        var faults = new Faults();
        if (Composer.Read("example", example, faults) is { } node)
        {
            new Binding(faults).Bind(node, property.Shape, Slot.Root.Under(property));
        }

        return faults;
    }

    private static void Union(UnionShape union, Queue<Type> open, List<string> problems)
    {
        foreach (var (word, kind) in union.Kinds)
        {
            open.Enqueue(kind);
            if (!PatternAttribute.Matches("[a-z][a-z0-9]*(-[a-z0-9]+)*", word))
            {
                problems.Add($"The kind '{word}' of {union.Type} is not kebab-case.");
            }
        }

        if (union.Kinds.BareValue is { } bare && union.Find(bare)?.Inline is null)
        {
            problems.Add($"The bare kind '{bare}' of {union.Type} is no kind with an [Inline] property.");
        }
    }
}
