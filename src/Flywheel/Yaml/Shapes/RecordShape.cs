using System.Collections;
using System.Reflection;

namespace Flywheel.Yaml;

/// <summary>A record: its public init properties are its keys, its initialisers their defaults.</summary>
internal sealed class RecordShape : Shape
{
    private readonly Lazy<IReadOnlyDictionary<string, object?>> _defaults;

    public RecordShape(Type type)
        : base(type)
    {
        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
                .OrderBy(p => Depth(p.DeclaringType!))
                .ThenBy(p => p.MetadataToken)
                .Select(p => new PropertyShape(p)),
        ];
        Inline = Properties.FirstOrDefault(p => p.IsInline);
        _defaults = new(() =>
        {
            var fresh = New();
            return Properties.ToDictionary(p => p.Key, p => p.Info.GetValue(fresh), StringComparer.Ordinal);
        });
    }

    /// <summary>The record's name in kebab-case.</summary>
    public string Word => KebabCase.Of(Type.Name);

    public string Doc => Type.GetCustomAttribute<DocAttribute>(inherit: false)?.Text ?? "";

    /// <summary>In the order of the source, a base record's first.</summary>
    public IReadOnlyList<PropertyShape> Properties { get; }

    /// <summary>The property whose value may stand for the whole record.</summary>
    public PropertyShape? Inline { get; }

    public bool NeedsNothing => Properties.All(p => !p.IsRequired);

    /// <summary>Whether the inline value is all there is to say.</summary>
    public bool IsOnlyInline => Inline is not null && Properties.Count == 1;

    /// <summary>Whether all but the inline value of a record is as by default.</summary>
    public bool SaysOnlyInline(object value) =>
        Properties.All(p => p == Inline || (!p.IsRequired && Equals(p.Info.GetValue(value), Defaults[p.Key])));

    /// <summary>The initialisers' values by key; a required key's is null.</summary>
    public IReadOnlyDictionary<string, object?> Defaults => _defaults.Value;

    public override string Noun => "a map";

    public PropertyShape? Find(string key) => Properties.FirstOrDefault(p => p.Key == key);

    /// <summary>A record with every default, its collections equal by value.</summary>
    public object New()
    {
        var record = Activator.CreateInstance(Type)!;
        ByValue(record);
        return record;
    }

    public override string Sample(int depth = 2)
    {
        var required = Properties.Where(p => p.IsRequired).Select(p => p.Sample(depth - 1)).ToList();
        return required.Count == 0 || depth <= 0 ? "{}" : $"{{ {Sentence.List(required)} }}";
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    // `= []` makes an array, which equals only itself; the binder's own collections are values.
    private void ByValue(object record)
    {
        foreach (var property in Properties)
        {
            if (property.Info.GetValue(record) is not { } value)
            {
                continue;
            }

            switch (property.Shape)
            {
                case ListShape list:
                    property.Info.SetValue(record, list.New(((IEnumerable)value).Cast<object?>().Select(i => Deep(list.Item, i))));
                    break;
                case MapShape map:
                    property.Info.SetValue(
                        record,
                        map.New(map.EntriesOf(value).Select(e => KeyValuePair.Create(e.Key, Deep(map.Item, e.Value))))
                    );
                    break;
                default:
                    Deep(property.Shape, value);
                    break;
            }
        }
    }

    private static object? Deep(Shape shape, object? value)
    {
        if (value is not null && shape is RecordShape or UnionShape)
        {
            ((RecordShape)Of(value!.GetType())).ByValue(value);
        }

        return value;
    }
}
