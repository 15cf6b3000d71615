using Flywheel.Turns;

namespace Flywheel.Logging;

/// <summary>What had arrived by the turn's time.</summary>
public sealed record LogRecord : IStageRecord
{
    /// <summary>Events received in the cycle.</summary>
    public required long Events { get; init; }

    /// <summary>Labels received in the cycle.</summary>
    public required long Labels { get; init; }

    /// <summary>Complaints received in the cycle.</summary>
    public required long Feedback { get; init; }

    /// <summary>Rows received in the cycle that went to quarantine, by stream and reason.</summary>
    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    /// <summary>Events since the beginning.</summary>
    public required long EventsSoFar { get; init; }

    /// <summary>Labels received in the cycle whose event is not in the log (yet).</summary>
    public required long LabelsWithoutEvent { get; init; }

    public IReadOnlyList<string> Objects => [];

    public IReadOnlyDictionary<string, string> Proposals => new Dictionary<string, string>();
}
