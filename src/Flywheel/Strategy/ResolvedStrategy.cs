using System.Collections;
using Flywheel.Storage;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>What a strategy says, value by value: the text of each leaf by its path, in the order of the files, defaults included.</summary>
/// <param name="Digest">SHA-256 of the whole strategy.</param>
/// <param name="Values">Texts by path, e.g. <c>training.xgboost.rounds</c>, <c>offline-test.gates[0].no-worse.by</c>.</param>
/// <param name="Essence">Those that say more than a default.</param>
/// <remarks>
/// Digests are made of the essence, so that a strategy keeps its identity, and every manifest its strategy, when a new version of the
/// format brings keys with defaults. Another meaning of an old key, or another default, must bring another format.
/// </remarks>
public sealed record ResolvedStrategy(string Digest, OrderedDictionary<string, string> Values, OrderedDictionary<string, string> Essence)
{
    /// <summary>Where the store keeps a strategy's values, so that an old value can be told when a new one has taken its place.</summary>
    public string Name => NameOf(Digest);

    /// <param name="files">The five files, bound.</param>
    public static ResolvedStrategy Of(IReadOnlyList<object> files)
    {
        var values = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var essence = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var shape = Shape.Of(file.GetType());
            Gather(values, "", Explain.Plain(shape, file));
            if (Explain.Essence(shape, file) is IEnumerable<KeyValuePair<string, object?>> said && said.Any())
            {
                Gather(essence, "", said);
            }
        }

        return new(DigestOf(essence), values, essence);
    }

    public static string NameOf(string digest) => $"{IStore.ByContent}strategies/{digest}.json";

    public static OrderedDictionary<string, string> ReadValues(string text) => Storage.Json.Read<OrderedDictionary<string, string>>(text);

    public string WriteValues() => Storage.Json.Write(Values);

    /// <summary>Identity of what stands at or below a key.</summary>
    public string DigestOf(string key) => DigestOf(Below(Essence, key));

    private static string DigestOf(IEnumerable<KeyValuePair<string, string>> values) =>
        Storage.Digest.Of(values.Select(value => $"{value.Key}={value.Value}"));

    /// <summary>The values at or below a key, in order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Below(IEnumerable<KeyValuePair<string, string>> values, string key) =>
        values.Where(value =>
            value.Key.StartsWith(key, StringComparison.Ordinal) && (value.Key.Length == key.Length || value.Key[key.Length] is '.' or '[')
        );

    private static void Gather(OrderedDictionary<string, string> values, string path, object? node)
    {
        var value = node is Noted noted ? noted.Value : node;
        if (value is IEnumerable<KeyValuePair<string, object?>> map)
        {
            var entries = map.ToList();
            if (entries.Count == 0)
            {
                values.Add(path, "{}");
            }

            entries.ForEach(entry => Gather(values, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.Value));
        }
        else if (value is IEnumerable many and not string)
        {
            var items = many.Cast<object?>().ToList();
            if (items.Count == 0)
            {
                values.Add(path, "[]");
            }

            for (var i = 0; i < items.Count; i++)
            {
                Gather(values, $"{path}[{i}]", items[i]);
            }
        }
        else if (value is not null)
        {
            values.Add(path, YamlText.Of(value, inFlow: false));
        }
    }
}
