namespace Flywheel.XGBoost;

/// <summary>What a column's importance counts.</summary>
public enum ImportanceKind
{
    /// <summary>Mean fall of the loss by a split on the column.</summary>
    Gain,

    /// <summary>Number of splits.</summary>
    Weight,

    /// <summary>Mean sum of second derivatives that a split sees.</summary>
    Cover,

    /// <summary>Sum of the falls of the loss.</summary>
    TotalGain,

    /// <summary>Sum of second derivatives over all splits.</summary>
    TotalCover,
}
