namespace Flywheel.Yaml;

/// <summary>The grammar of faults: sentences start large and end with a stop, lists are joined by commas.</summary>
internal static class Sentence
{
    internal static string Start(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    internal static string End(string text)
    {
        var one = Fault.Quote(text.Length > 400 ? text[..400] : text);
        one = text.Length <= 60 ? one[1..^1] : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return one.TrimEnd('.', ' ') + '.';
    }

    internal static string List(IEnumerable<string> words) => string.Join(", ", words);

    /// <summary>"Write 'x'." when one word is near, a choice otherwise.</summary>
    internal static string Suggest(string typed, IReadOnlyCollection<string> known, string otherwise) =>
        Nearest.To(typed, known) is { } near ? $"Did you mean '{near}'?" : otherwise;
}
