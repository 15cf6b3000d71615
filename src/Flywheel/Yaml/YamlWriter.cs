using System.Collections;

namespace Flywheel.Yaml;

/// <summary>A value that is written on one line: <c>{ key: value }</c>, <c>[ a, b ]</c>.</summary>
public sealed record Flow(object? Value);

/// <summary>A value with a comment behind its line, and lines of comment above it.</summary>
public sealed record Noted(object? Value, string Behind = "", string Above = "");

/// <summary>Writes a tree of ordered maps, lists and single values as YAML: the same tree gives the same bytes.</summary>
/// <remarks>
/// A map is any sequence of string-keyed pairs, e.g. <see cref="OrderedDictionary{TKey, TValue}"/> to <c>object?</c>;
/// any other sequence is a list; single values are those of <see cref="YamlText"/>.
/// </remarks>
public static class YamlWriter
{
    /// <summary>The document, with LF at the end of each line.</summary>
    public static string Write(object? root) =>
        Bare(root) switch
        {
            IEnumerable many and not string when Any(many) => string.Concat(Lines(root, 0).Select(line => line + '\n')),
            _ => Inline(root, inFlow: false) + '\n',
        };

    private static IEnumerable<string> Lines(object? value, int indent)
    {
        var margin = new string(' ', indent);
        if (Pairs(Bare(value)) is { } pairs)
        {
            return pairs.SelectMany(pair => Entry(margin + YamlText.Of(pair.Key, inFlow: true) + ":", pair.Value, indent));
        }

        return ((IEnumerable)Bare(value)!).Cast<object?>().SelectMany(item => Item(item, indent));
    }

    private static IEnumerable<string> Entry(string head, object? value, int indent)
    {
        var note = value as Noted;
        foreach (var line in Above(note, indent))
        {
            yield return line;
        }

        if (IsBlock(value))
        {
            yield return head + Behind(note);
            foreach (var line in Lines(value, indent + 2))
            {
                yield return line;
            }
        }
        else
        {
            yield return $"{head} {Inline(value, inFlow: false)}{Behind(note)}";
        }
    }

    private static IEnumerable<string> Item(object? item, int indent)
    {
        var margin = new string(' ', indent);
        if (!IsBlock(item) || Pairs(Bare(item)) is null)
        {
            return Entry(margin + "-", item, indent);
        }

        // The dash takes the indentation of the map's first line; comments above that line stay above.
        var lines = Lines(item, indent + 2).ToList();
        var first = lines.FindIndex(line => !line.AsSpan().TrimStart().StartsWith('#'));
        lines[first] = $"{margin}- {lines[first][(indent + 2)..]}";
        for (var i = 0; i < first; i++)
        {
            lines[i] = lines[i][2..];
        }

        if (item is Noted { Behind.Length: > 0 } note && !lines[first].EndsWith(Behind(note), StringComparison.Ordinal))
        {
            lines[first] += Behind(note);
        }

        return Above(item as Noted, indent).Concat(lines);
    }

    private static string Inline(object? value, bool inFlow) =>
        Bare(value) switch
        {
            Flow flow => Inline(flow.Value, inFlow: true),
            IEnumerable many and not string => Pairs(many) is { } pairs
                ? Wrapped("{", pairs.Select(p => $"{YamlText.Of(p.Key, inFlow: true)}: {Inline(p.Value, inFlow: true)}"), "}", many)
                : Wrapped("[", many.Cast<object?>().Select(i => Inline(i, inFlow: true)), "]", many),
            var single => YamlText.Of(single, inFlow),
        };

    private static string Wrapped(string open, IEnumerable<string> parts, string close, IEnumerable many) =>
        Any(many) ? $"{open} {string.Join(", ", parts)} {close}"
        : IsMap(many) ? "{}"
        : "[]";

    private static object? Bare(object? value) => value is Noted note ? note.Value : value;

    private static bool IsBlock(object? value) => Bare(value) is IEnumerable many and not string && Any(many);

    private static bool Any(IEnumerable many) => many.Cast<object?>().Any();

    private static bool IsMap(object many) =>
        many.GetType()
            .GetInterfaces()
            .Any(i =>
                i.IsGenericType
                && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)
                && i.GetGenericArguments()[0] is { IsGenericType: true } pair
                && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                && pair.GetGenericArguments()[0] == typeof(string)
            );

    private static IEnumerable<KeyValuePair<string, object?>>? Pairs(object? many) =>
        many switch
        {
            IEnumerable<KeyValuePair<string, object?>> pairs => pairs,
            IEnumerable map and not string when IsMap(map) => map.Cast<object>()
                .Select(p => new KeyValuePair<string, object?>((string)Part(p, "Key")!, Part(p, "Value"))),
            _ => null,
        };

    private static object? Part(object pair, string name) => pair.GetType().GetProperty(name)!.GetValue(pair);

    private static IEnumerable<string> Above(Noted? note, int indent) =>
        note is { Above.Length: > 0 } ? note.Above.Split('\n').Select(line => $"{new string(' ', indent)}# {line}") : [];

    private static string Behind(Noted? note) => note is { Behind.Length: > 0 } ? $" # {note.Behind}" : "";
}
