namespace Flywheel.Yaml;

/// <summary>A piece of YAML text that knows where it stands.</summary>
public abstract record YamlNode(Place At)
{
    /// <summary>How a fault names it.</summary>
    internal abstract string Noun { get; }
}

/// <summary>A single value; <paramref name="IsQuoted"/> tells <c>"7"</c> and block text from <c>7</c>.</summary>
public sealed record YamlScalar(Place At, string Text, bool IsQuoted) : YamlNode(At)
{
    /// <summary>Nothing, <c>null</c> or <c>~</c>, unquoted.</summary>
    public bool IsNull => !IsQuoted && Text is ("" or "~" or "null" or "Null" or "NULL");

    internal override string Noun => "a single value";
}

/// <summary>A list, written with dashes or brackets.</summary>
public sealed record YamlList(Place At, IReadOnlyList<YamlNode> Items) : YamlNode(At)
{
    internal override string Noun => "a list";
}

/// <summary>One <c>key: value</c> of a map; <paramref name="KeyAt"/> is the key's own place.</summary>
public sealed record YamlEntry(string Key, Place KeyAt, YamlNode Value);

/// <summary>Keys and values in the order of the file, no key twice.</summary>
public sealed record YamlMap(Place At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At)
{
    internal override string Noun => Entries.Count == 0 ? "an empty map" : "a map";
}

/// <summary>Stands where a fault has already been reported, so that nobody reports a second one.</summary>
internal sealed record YamlBroken(Place At) : YamlNode(At)
{
    internal override string Noun => "nothing";
}
