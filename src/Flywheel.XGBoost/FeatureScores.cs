using System.Globalization;
using System.Runtime.InteropServices;

namespace Flywheel.XGBoost;

/// <summary>Reads the importance of columns.</summary>
internal static unsafe class FeatureScores
{
    internal static Dictionary<string, double> Read(BoosterHandle booster, Feature[] features, ImportanceKind kind)
    {
        using var loan = new Loan(booster);

        // XGBoost may print names otherwise than they were given, and leaves out columns without a split: numbers say which is which.
        var numbers = string.Join(',', Enumerable.Range(0, features.Length).Select(i => $"\"{i}\""));
        var config = $$"""{"importance_type":"{{Word(kind)}}","feature_names":[{{numbers}}]}""";
        var code = NativeMethods.XGBoosterFeatureScore(
            booster,
            config,
            out var count,
            out var names,
            out var dimensions,
            out _,
            out var scores
        );
        NativeMethods.Check(code, "weigh columns");
        if (dimensions != 1)
        {
            throw new XGBoostException("A linear model with several classes has no importance of columns. Use Contributions.");
        }

        var importance = features.ToDictionary(f => f.Name, _ => 0.0, StringComparer.Ordinal);
        for (var i = 0; i < (int)count; i++)
        {
            var column = int.Parse(Marshal.PtrToStringUTF8(names[i])!, CultureInfo.InvariantCulture);
            importance[features[column].Name] = scores[i];
        }

        return importance;
    }

    private static string Word(ImportanceKind kind) =>
        kind switch
        {
            ImportanceKind.Gain => "gain",
            ImportanceKind.Weight => "weight",
            ImportanceKind.Cover => "cover",
            ImportanceKind.TotalGain => "total_gain",
            ImportanceKind.TotalCover => "total_cover",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such importance."),
        };
}
