using System.Runtime.InteropServices;

namespace Flywheel.XGBoost;

/// <summary>The columns that a model keeps in its bytes.</summary>
internal static unsafe class ModelFeatures
{
    private const string Name = "feature_name";
    private const string Type = "feature_type";

    // Those of the training matrix do not reach the model by themselves.
    internal static void Write(BoosterHandle booster, IReadOnlyList<Feature> features)
    {
        Write(booster, Name, [.. features.Select(f => f.Name)]);
        Write(booster, Type, [.. features.Select(f => f.TypeName)]);
    }

    /// <summary>Reads them; a model that was written elsewhere may have no names, and its columns are then f0, f1 …</summary>
    internal static Feature[] Read(BoosterHandle booster)
    {
        NativeMethods.Check(NativeMethods.XGBoosterGetNumFeature(booster, out var columns), "count columns");
        if (columns is 0 or > int.MaxValue)
        {
            throw new XGBoostException($"The model has {columns} columns: it was never trained, or its bytes are damaged.");
        }

        var features = Feature.Numbered((int)columns);
        var names = Read(booster, Name);
        var types = Read(booster, Type);
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = new Feature(
                names.Length == features.Length ? names[i] : features[i].Name,
                types.Length == features.Length && types[i] == "c" ? FeatureType.Categorical : FeatureType.Numeric
            );
        }

        return features;
    }

    private static void Write(BoosterHandle booster, string field, string[] values) =>
        NativeMethods.Check(
            NativeMethods.XGBoosterSetStrFeatureInfo(booster, field, values, (ulong)values.Length),
            "name the model's columns"
        );

    private static string[] Read(BoosterHandle booster, string field)
    {
        using var loan = new Loan(booster);
        NativeMethods.Check(
            NativeMethods.XGBoosterGetStrFeatureInfo(booster, field, out var length, out var values),
            "read the names of the model's columns"
        );
        var texts = new string[length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Marshal.PtrToStringUTF8(values[i])!;
        }

        return texts;
    }
}
