namespace Flywheel.Yaml;

/// <summary>A record whose keys can contradict each other although each is right by itself.</summary>
/// <remarks>Asked only when every key was read. Names of other parts of the strategy are checked elsewhere, once all files are read.</remarks>
public interface IConsistent
{
    /// <summary>What is contradictory; nothing when all is well.</summary>
    IEnumerable<Contradiction> Contradictions();
}

/// <summary>One contradiction: the key to point at (its own, in kebab-case), and the three sentences of a <see cref="Fault"/>.</summary>
public sealed record Contradiction(string Key, string What, string Why, string Mend);
