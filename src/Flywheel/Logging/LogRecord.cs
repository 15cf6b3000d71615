using Flywheel.Turns;

namespace Flywheel.Logging;

/// <summary>What had arrived by the turn's time.</summary>
public sealed record LogRecord : IStageRecord
{
    /// <summary>Events received since the last turn, kept or not.</summary>
    public required long Events { get; init; }

    /// <summary>Labels received since the last turn.</summary>
    public required long Labels { get; init; }

    /// <summary>Complaints received since the last turn.</summary>
    public required long Feedback { get; init; }

    /// <summary>Rows received since the last turn that went to quarantine, by stream and reason.</summary>
    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    /// <summary>Events since the beginning, kept or not.</summary>
    public required long EventsSoFar { get; init; }

    /// <summary>Labels received since the last turn whose event is not in the log (yet).</summary>
    public required long LabelsWithoutEvent { get; init; }

    /// <summary>Columns of the landing files that are not what they were in the cycle before; null where there is nothing to compare.</summary>
    public IReadOnlyList<SchemaChange>? SchemaChanges { get; init; }

    /// <summary>Of the events received since the last turn those that a sample left out; null where every event so far was kept.</summary>
    public long? NotKept { get; init; }

    /// <summary>Of the events received since the last turn those of which a profile landed, made at the edge; null where none ever did.</summary>
    public long? Landed { get; init; }

    /// <summary>Labels received since the last turn whose event a sample left out: they wait for nothing.</summary>
    public long? LabelsOfNotKept { get; init; }
}
