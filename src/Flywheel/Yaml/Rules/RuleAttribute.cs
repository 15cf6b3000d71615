using System.Text.Json.Nodes;

namespace Flywheel.Yaml;

/// <summary>A rule for a key's value: it checks, prints itself in the fault, and writes its part of the schema.</summary>
/// <remarks>On a list or a dictionary a rule holds for each item, unless it is about the collection.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>Why the rule is there, as a sentence for the author; empty when the rule speaks for itself.</summary>
    public string Why { get; set; } = "";

    /// <summary>Whether the rule is about a collection rather than about each of its items.</summary>
    public virtual bool OnCollection => false;

    /// <summary>Whether the value keeps the rule; never asked about null.</summary>
    public abstract bool Allows(object value);

    /// <summary>What a value that breaks the rule is: <c>outside (0, 1]</c>.</summary>
    public abstract string Broken { get; }

    /// <summary>What to write, as an imperative without a stop: <c>Write a value in the range</c>.</summary>
    public abstract string Mend { get; }

    /// <summary>A value that keeps the rule, as YAML; null when the rule has none to offer.</summary>
    public virtual string? Sample => null;

    /// <summary>Adds the rule to the JSON Schema of the value.</summary>
    public abstract void AddTo(JsonObject schema);
}
