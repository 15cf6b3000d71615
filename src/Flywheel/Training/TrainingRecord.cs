using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>The candidate that a turn trained, if it did.</summary>
public sealed record TrainingRecord : IStageRecord
{
    /// <summary>Version of the candidate, or null where nothing was trained.</summary>
    public string? Candidate { get; init; }

    public ModelManifest? Manifest { get; init; }

    public IReadOnlyList<string> Objects => Manifest is null ? [] : [Manifest.Bytes];

    public required IReadOnlyDictionary<string, string> Proposals { get; init; }
}
