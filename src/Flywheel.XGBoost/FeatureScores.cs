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
            out var shape,
            out var scores
        );
        NativeMethods.Check(code, "weigh columns");

        // A linear model of several classes has a coefficient a class: their sizes are added up, for their sum would be near 0.
        var each = dimensions == 1 ? 1 : (int)shape[1];
        var importance = features.ToDictionary(f => f.Name, _ => 0.0, StringComparer.Ordinal);
        for (var i = 0; i < (int)count; i++)
        {
            var column = int.Parse(Marshal.PtrToStringUTF8(names[i])!, CultureInfo.InvariantCulture);
            importance[features[column].Name] = each == 1 ? scores[i] : SizeOf(scores + (i * each), each);
        }

        return importance;
    }

    private static double SizeOf(float* coefficients, int classes)
    {
        var size = 0.0;
        for (var k = 0; k < classes; k++)
        {
            size += Math.Abs(coefficients[k]);
        }

        return size;
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
