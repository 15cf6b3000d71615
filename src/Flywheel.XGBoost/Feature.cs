namespace Flywheel.XGBoost;

/// <summary>How a column is split.</summary>
public enum FeatureType
{
    /// <summary>By order: values below a threshold go left.</summary>
    Numeric,

    /// <summary>By sets of categories: values are codes 0, 1, 2 … without order.</summary>
    Categorical,
}

/// <summary>One column of a matrix.</summary>
/// <param name="Name">Name in the model and in <see cref="Booster.Importance"/>; unique within a matrix.</param>
/// <param name="Type">How the column is split.</param>
public readonly record struct Feature(string Name, FeatureType Type = FeatureType.Numeric)
{
    /// <summary>Numeric columns named f0, f1, f2 …, XGBoost's own names.</summary>
    /// <param name="columns">How many.</param>
    public static Feature[] Numbered(int columns) => [.. Enumerable.Range(0, columns).Select(i => new Feature($"f{i}"))];

    /// <summary>The column as messages name it, e.g. <c>'origin' (categorical)</c>.</summary>
    public override string ToString() => $"'{Name}' ({(Type == FeatureType.Categorical ? "categorical" : "numeric")})";

    /// <summary>XGBoost's word for the type.</summary>
    internal string TypeName => Type == FeatureType.Categorical ? "c" : "float";
}
