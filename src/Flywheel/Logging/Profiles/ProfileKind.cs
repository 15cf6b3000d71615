namespace Flywheel.Logging.Profiles;

/// <summary>What the values of a profiled column are.</summary>
public enum ProfileKind
{
    /// <summary>No row has a value, so nothing tells its kind.</summary>
    Empty,

    /// <summary>Whole numbers, decimals, floating-point numbers and booleans, each as the nearest double.</summary>
    Number,

    /// <summary>Timestamps and dates, as microseconds since 1970.</summary>
    Time,

    /// <summary>Texts, and everything else as the database writes it.</summary>
    Text,
}
