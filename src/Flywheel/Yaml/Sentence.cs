namespace Flywheel.Yaml;

/// <summary>The grammar of faults: sentences start large and end with a stop, lists are joined by commas.</summary>
internal static class Sentence
{
    internal static string Start(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    internal static string End(string text)
    {
        var line = string.Concat(text.Take(400).Select(c => YamlGuards.IsInvisible(c) ? ' ' : c));
        return line.TrimEnd('.', ' ') + '.';
    }

    internal static string WithArticle(string word) => (word is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an " : "a ") + word;

    internal static string List(IEnumerable<string> words) => string.Join(", ", words);

    /// <summary>The known word that was most likely meant, or else another way out.</summary>
    internal static string Suggest(string typed, IReadOnlyCollection<string> known, string otherwise) =>
        Nearest.To(typed, known) is { } near ? $"Did you mean '{near}'?" : otherwise;
}
