namespace Flywheel.Training;

/// <summary>What making a model again came to.</summary>
public abstract record RebuildOutcome;

/// <summary>The model is there again.</summary>
/// <param name="Bytes">Hash of its bytes, which are in the store.</param>
/// <param name="Environment">The first part of the environment that is not as it was, in words; null where all are.</param>
/// <param name="Same">Whether its bytes are those of its manifest.</param>
/// <param name="Difference">How far its scores are from those before; null where the bytes are the same, or nothing tells.</param>
public sealed record Rebuilt(string Bytes, string? Environment, bool Same, ScoreDifference? Difference) : RebuildOutcome
{
    /// <summary>In words, for whoever made it again.</summary>
    public string Said =>
        Environment is null ? $"verified, the bytes are {Bytes[..12]}… again"
        : Same ? $"other environment ({Environment}): rebuilt, the same bytes"
        : Difference is { } far ? $"other environment ({Environment}): rebuilt, {far}"
        : $"other environment ({Environment}): rebuilt; the bytes that it had are not in the store and production logged no score of it, so scores cannot be compared";
}

/// <summary>An input is not what it was.</summary>
/// <param name="Why">The first one, with what it is and what it was.</param>
public sealed record RebuildDiffers(string Why) : RebuildOutcome;

/// <summary>What production wrote is not there.</summary>
/// <param name="Why">What is missing.</param>
public sealed record RebuildLacks(string Why) : RebuildOutcome;
