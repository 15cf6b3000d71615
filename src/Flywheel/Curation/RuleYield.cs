namespace Flywheel.Curation;

/// <summary>What one rule picked in a turn.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Version">Digest of what the strategy says of it.</param>
/// <param name="Points">Points that it was the first to pick.</param>
/// <param name="Drawn">How it drew, in words.</param>
/// <param name="WithoutChance">Why estimates cannot be corrected for its choice; null where they are.</param>
public sealed record RuleYield(string Rule, string Version, long Points, string Drawn, string? WithoutChance);
