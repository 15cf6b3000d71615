using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The reports and the ledger as a turn leaves them.</summary>
public sealed record ReportRecord : IStageRecord
{
    /// <summary>The turn's decision in one sentence, for the terminal and the job summary.</summary>
    public required string Summary { get; init; }

    /// <summary>The report that a reviewer reads first.</summary>
    public required string ReadFirst { get; init; }

    public required IReadOnlyDictionary<string, string> Proposals { get; init; }
}
