using System.Collections;

namespace Flywheel.Yaml;

/// <summary>A strategy as resolved: every key with the value in force, defaults marked; the text reads back to an equal record.</summary>
public static class Explain
{
    /// <summary>The text of what was read.</summary>
    /// <param name="bound">A record without faults.</param>
    /// <param name="withDocs">Whether each key's sentence stands above it as a comment.</param>
    public static string Text<T>(Bound<T> bound, bool withDocs = false)
        where T : class =>
        YamlWriter.Write(
            new Resolved(path => bound.IsGiven(path), bound.TextOf, withDocs).Of(
                Shape.Of(typeof(T)),
                bound.Value ?? throw new ArgumentException("A strategy with faults has no resolved form.", nameof(bound)),
                ""
            )
        );

    /// <summary>The text of a record that was made rather than read: nothing is marked as a default.</summary>
    public static string Text(object record)
    {
        var type = record.GetType();
        while (type.BaseType is { IsAbstract: true } choice && UnionShape.TableOf(choice) is not null)
        {
            type = choice;
        }

        return YamlWriter.Write(Plain(Shape.Of(type), record));
    }

    /// <summary>The tree of a value for <see cref="YamlWriter"/>, without notes.</summary>
    internal static object? Plain(Shape shape, object? value) => new Resolved(_ => true, _ => null, WithDocs: false).Of(shape, value, "");

    /// <summary>The same tree without the keys that say no more than their default: a key added later with a default changes nothing.</summary>
    internal static object? Essence(Shape shape, object? value) =>
        new Resolved(_ => true, _ => null, WithDocs: false, WithDefaults: false).Of(shape, value, "");

    private sealed record Resolved(Func<string, bool> IsGiven, Func<string, string?> Written, bool WithDocs, bool WithDefaults = true)
    {
        public object? Of(Shape shape, object? value, string path) =>
            value is null
                ? null
                : shape switch
                {
                    // 4w and 28d are one value; the author's own unit is kept.
                    ScalarShape when value is TimeSpan => Written(path) ?? Duration.Text((TimeSpan)value),
                    ScalarShape scalar => scalar.Plain(value),
                    ListShape list => ((IEnumerable)value)
                        .Cast<object?>()
                        .Select((item, i) => Noted(Of(list.Item, item, $"{path}[{i}]"), $"{path}[{i}]", ""))
                        .ToList(),
                    MapShape map => Map(
                        map.EntriesOf(value)
                            .Select(e => (e.Key, (object?)Noted(Of(map.Item, e.Value, Join(path, e.Key)), Join(path, e.Key), "")))
                    ),
                    UnionShape union => Kind(union, value, path),
                    RecordShape { Inline: { } inline } record when record.SaysOnlyInline(value) => Of(
                        inline.Shape,
                        inline.Info.GetValue(value),
                        path
                    ),
                    RecordShape record => Record(record, value, path, isKind: record.Inline is not null),
                    _ => throw new InvalidOperationException($"{shape.GetType()} is not explained."),
                };

        private object Kind(UnionShape union, object value, string path)
        {
            var word = union.Kinds.WordOf(value.GetType());
            var kind = union.Find(word)!;
            var inner = Join(path, word);
            if (kind.Properties.Count == 0)
            {
                return word;
            }

            var (content, at) = kind is { IsOnlyInline: true, Inline: { } inline }
                ? (Of(inline.Shape, inline.Info.GetValue(value), inner), Join(inner, inline.Key))
                : (Record(kind, value, inner, isKind: true), inner);
            return Map([(word, Noted(content, at, kind.Doc))]);
        }

        private object Record(RecordShape record, object value, string path, bool isKind) =>
            Map(
                record
                    .Properties.Where(p => WithDefaults || p.IsRequired || !Equals(p.Info.GetValue(value), record.Defaults[p.Key]))
                    .Select(p =>
                    {
                        // A kind's inline value has the kind's path, however it was written.
                        var at = Join(path, p.Key);
                        var content = Of(p.Shape, p.Info.GetValue(value), isKind && p.IsInline ? path : at);
                        return (p.Key, (object?)Noted(content, at, p.Doc));
                    })
            );

        private Noted Noted(object? content, string path, string doc) => new(content, IsGiven(path) ? "" : "default", WithDocs ? doc : "");

        private static OrderedDictionary<string, object?> Map(IEnumerable<(string Key, object? Value)> entries) =>
            new(entries.Select(e => KeyValuePair.Create(e.Key, e.Value)));

        private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
