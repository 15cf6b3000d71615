namespace Flywheel.XGBoost;

/// <summary>Levenshtein distance: fewest letters to insert, delete or change that turn one word into the other.</summary>
/// <remarks>V. I. Levenshtein, Soviet Physics Doklady 10(8), 1966, pp. 707-710.</remarks>
internal static class EditDistance
{
    /// <returns>At least 0, at most the longer length; case counts.</returns>
    internal static int Between(string a, string b)
    {
        // row[j] is the distance of the letters of a so far to the first j letters of b.
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
