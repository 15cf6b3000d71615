namespace Flywheel.Yaml;

/// <summary>One sentence that documents a record or a key in faults, in the schema and in the resolved strategy.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DocAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>A value of a key, as YAML, for faults and the schema to show.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string yaml) : Attribute
{
    public string Yaml { get; } = yaml;
}

/// <summary>The one key whose value may stand directly after the kind, or in the place of the whole record: <c>every: 28d</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;

/// <summary>A list, or a dictionary of lists, in which an entry stands once: a second one would say no more, or be counted twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DistinctAttribute : Attribute;

/// <summary>How the entries of a dictionary may be named; without it kebab-case or snake_case.</summary>
/// <param name="pattern">A regular expression for the whole name.</param>
/// <param name="noun">What such a name is called, with its article.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EntryNamesAttribute(string pattern, string noun) : Attribute
{
    public string Pattern { get; } = pattern;

    public string Noun { get; } = noun;
}
