using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting.Disagreeing;

/// <summary>Which features make two models judge a row differently: those whose contributions differ most, the columns of a feature summed up.</summary>
/// <remarks>
/// Contributions are SHAP values of the margin (log odds, of a regression the number): S. Lundberg et al., Nature Machine Intelligence 2, 2020, pp. 56–67. Of classes it is what speaks for the candidate's
/// class against that of the model in force. Where an engine cannot tell, the values of the features that matter most to the candidate are shown, and no contribution.
/// </remarks>
internal sealed class FeaturesApart
{
    private const int Shown = 3;
    private const int MostCharacters = 24;

    private readonly IReadOnlyDictionary<string, string?[]> values;
    private readonly Contributions? one;
    private readonly Contributions? other;
    private readonly List<string> important;

    /// <param name="relation">SQL after FROM of the rows that are shown.</param>
    public FeaturesApart(Turn turn, string relation, Scorer candidate, Scorer current)
    {
        (one, other) = (Contributions.Of(turn, relation, candidate), Contributions.Of(turn, relation, current));
        important =
        [
            .. candidate
                .FeatureImportance.OrderByDescending(feature => feature.Value)
                .ThenBy(feature => feature.Key, StringComparer.Ordinal)
                .Select(feature => feature.Key),
        ];
        var encoded = candidate.Features.UnionBy(current.Features, feature => feature.Name).Where(feature => feature.Text is null).ToList();
        var table = turn.Database.Table(
            $"SELECT {string.Join(", ", encoded.Select((feature, i) => $"CAST({feature.Sql} AS VARCHAR) AS \"value {i}\"").Append("1 AS \"one row\""))} FROM {relation} ORDER BY {turn.Log.Id}"
        );
        values = encoded
            .Select((feature, i) => (feature.Name, Texts: table.Texts($"value {i}")))
            .ToDictionary(pair => pair.Name, pair => (string?[])pair.Texts, StringComparer.Ordinal);
    }

    /// <param name="row">Index among the rows shown, in order of id.</param>
    /// <param name="currentClass">Class that the model in force says, where there are classes.</param>
    /// <param name="candidateClass">Class that the candidate says.</param>
    public IReadOnlyList<FeatureApart> Of(int row, int currentClass, int candidateClass)
    {
        if (one is null || other is null)
        {
            return [.. important.Take(Shown).Select(name => new FeatureApart(name, Value(name, row), null, null))];
        }

        var (now, then) = (other.OfRow(row, candidateClass, currentClass), one.OfRow(row, candidateClass, currentClass));
        return
        [
            .. then
                .Keys.Union(now.Keys)
                .Select(name => new FeatureApart(name, Value(name, row), Found(now, name), Found(then, name)))
                .OrderByDescending(feature => Math.Abs((feature.Candidate ?? 0) - (feature.Current ?? 0)))
                .ThenBy(feature => feature.Feature, StringComparer.Ordinal)
                .Take(Shown),
        ];
    }

    private string? Value(string feature, int row) =>
        values.TryGetValue(feature, out var texts) && texts[row] is { } text
            ? text.Length > MostCharacters
                ? text[..MostCharacters] + "…"
                : text
            : null;

    private static double? Found(Dictionary<string, double> of, string name) => of.TryGetValue(name, out var value) ? value : null;

    /// <summary>One model's contributions to its margins.</summary>
    /// <param name="values">Shape [rows, classes, columns + 1], row-major; the last of each is the expected margin.</param>
    private sealed class Contributions(IReadOnlyList<EncodedFeature> features, float[] values, int rows)
    {
        private readonly int width = features.Sum(feature => feature.Width) + 1;

        public static Contributions? Of(Turn turn, string relation, Scorer model)
        {
            var matrix = model.Matrix(turn.Database, relation, turn.Log.Id);
            return model.Contributions(matrix) is { } values
                ? new(model.Features, values, matrix.Length / model.Features.Sum(feature => feature.Width))
                : null;
        }

        public Dictionary<string, double> OfRow(int row, int candidateClass, int currentClass)
        {
            var classes = values.Length / rows / width;
            var byFeature = new Dictionary<string, double>(StringComparer.Ordinal);
            var column = 0;
            foreach (var feature in features)
            {
                var sum = 0.0;
                for (var end = column + feature.Width; column < end; column++)
                {
                    sum += classes > 1 ? At(candidateClass, column) - At(currentClass, column) : At(0, column);
                }

                byFeature[feature.Name] = sum;
            }

            return byFeature;

            double At(int of, int place) => values[(((row * classes) + of) * width) + place];
        }
    }
}
