namespace Flywheel.Expressions;

/// <summary>The type that an expression must have where it stands.</summary>
public enum Wanted
{
    /// <summary>A value of any type that a column may have.</summary>
    Anything,

    /// <summary>A Boolean: a filter, a cohort, a rule.</summary>
    Boolean,

    /// <summary>An Integer or a Double: a feature, a projection.</summary>
    Number,

    /// <summary>A Text: a category.</summary>
    Text,

    /// <summary>A Timestamp: a time of the log.</summary>
    Timestamp,
}
