namespace Flywheel.Training;

/// <summary>What making a model again came to.</summary>
public abstract record RebuildOutcome;

/// <summary>The model is there again.</summary>
/// <param name="Bytes">Hash of its bytes, which are in the store.</param>
/// <param name="Environment">The first part of the environment that is not as it was, in words; null where all are.</param>
/// <param name="Same">Whether its bytes are those of its manifest.</param>
/// <param name="Difference">How far its scores are from those of other bytes that it had; null where these are lost.</param>
public sealed record Rebuilt(string Bytes, string? Environment, bool Same, ScoreDifference? Difference) : RebuildOutcome;

/// <summary>An input is not what it was.</summary>
/// <param name="Why">The first one, with what it is and what it was.</param>
public sealed record RebuildDiffers(string Why) : RebuildOutcome;

/// <summary>What production wrote is not there.</summary>
/// <param name="Why">What is missing.</param>
public sealed record RebuildLacks(string Why) : RebuildOutcome;

/// <summary>The largest difference between two models' scores of one row.</summary>
/// <param name="Largest">Absolute, of probabilities, in [0, 1].</param>
/// <param name="Rows">Rows that both scored.</param>
public sealed record ScoreDifference(double Largest, int Rows);
