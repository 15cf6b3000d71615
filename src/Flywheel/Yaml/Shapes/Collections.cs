using System.Collections;

namespace Flywheel.Yaml;

/// <summary>A list of items of one shape.</summary>
internal sealed class ListShape(Type type) : Shape(type)
{
    public Shape Item => Of(Type.GetGenericArguments()[0]);

    public override string Noun => "a list";

    public override string Sample(int depth = 2) => depth == 0 ? "[]" : $"[ {Item.Sample(depth - 1)} ]";

    public object New(IEnumerable<object?> items) =>
        Activator.CreateInstance(typeof(Items<>).MakeGenericType(Type.GetGenericArguments()), items)!;
}

/// <summary>Named entries of one shape, in the order of the file.</summary>
internal sealed class MapShape : Shape
{
    public MapShape(Type type)
        : base(type)
    {
        if (type.GetGenericArguments()[0] != typeof(string))
        {
            throw new InvalidOperationException($"{type} has no form in YAML: keys are names, so use IReadOnlyDictionary<string, T>.");
        }
    }

    public Shape Item => Of(Type.GetGenericArguments()[1]);

    public override string Noun => "a map of names";

    public override string Sample(int depth = 2) => depth == 0 ? "{}" : $"{{ name: {Item.Sample(depth - 1)} }}";

    public object New(IEnumerable<KeyValuePair<string, object?>> entries) =>
        Activator.CreateInstance(typeof(Entries<>).MakeGenericType(Type.GetGenericArguments()[1]), entries)!;

    /// <summary>The names and values of any dictionary of this shape.</summary>
    public IEnumerable<KeyValuePair<string, object?>> EntriesOf(object map)
    {
        var pair = typeof(KeyValuePair<,>).MakeGenericType(Type.GetGenericArguments());
        var (key, value) = (pair.GetProperty("Key")!, pair.GetProperty("Value")!);
        foreach (var entry in (IEnumerable)map)
        {
            yield return new((string)key.GetValue(entry)!, value.GetValue(entry));
        }
    }
}
