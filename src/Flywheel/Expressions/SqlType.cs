namespace Flywheel.Expressions;

/// <summary>The type of a column or of a part of an expression; the same six on every engine, and one for spans of time.</summary>
public enum SqlType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double,

    /// <summary>Unicode text, compared byte by byte.</summary>
    Text,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A day and a time without zone, to the microsecond.</summary>
    Timestamp,

    /// <summary>A span of time, only to be added to a Date or Timestamp: never the type of a column.</summary>
    Interval,
}
