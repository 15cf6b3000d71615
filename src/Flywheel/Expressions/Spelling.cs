namespace Flywheel.Expressions;

/// <summary>Suggests the known name that a misspelt one may have meant.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'x'?" for a name at most a third of its letters away, otherwise nothing.</summary>
    public static string Suggestion(string name, IEnumerable<string> known)
    {
        var nearest = known
            .Select(k => (Name: k, Distance: Distance(name, k)))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal);
        var first = nearest.FirstOrDefault((Name: "", Distance: int.MaxValue));
        return first.Distance <= Math.Max(1, name.Length / 3) ? $"Did you mean '{first.Name}'? " : "";
    }

    // Levenshtein's distance, one row at a time, blind to case.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + (same ? 0 : 1), 1 + Math.Min(row[j], row[j - 1])));
            }
        }

        return row[^1];
    }
}
