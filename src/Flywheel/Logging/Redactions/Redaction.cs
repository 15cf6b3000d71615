using Flywheel.Expressions;
using Flywheel.Yaml;

namespace Flywheel.Logging.Redactions;

[Doc("What is done to a column's values before anything is written.")]
public abstract record Redaction
{
    /// <summary>The kinds; adding one is a record and a line here.</summary>
    public static KindTable<Redaction> Kinds { get; } =
        new()
        {
            ["drop"] = typeof(Drop),
            ["hash"] = typeof(HashByKey),
            ["bucket"] = typeof(Bucket),
        };

    /// <summary>SQL of what is kept of a value, or null where nothing is.</summary>
    /// <param name="value">SQL of the value.</param>
    /// <param name="type">Type of the column; null where it is not declared, and so stands in quarantine only.</param>
    public abstract string? Kept(string value, SqlType? type);

    /// <summary>Why a column of a type cannot be treated so, and how to mend it; null where it can.</summary>
    /// <param name="name">Of the column.</param>
    /// <param name="type">Null where it is not declared.</param>
    public abstract (string Why, string Mend)? Misfit(string name, SqlType? type);

    /// <summary>Whether what is kept still tells two values apart, as an id must.</summary>
    public virtual bool KeepsApart => false;
}
