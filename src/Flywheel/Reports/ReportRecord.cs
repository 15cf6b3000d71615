using Flywheel.State;
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

    /// <summary>Reports that say what is there already are left as they are, to the last digit.</summary>
    public IEnumerable<KeyValuePair<string, string>> ProposalsOver(IFiles there)
    {
        var reports = Proposals.Where(file => file.Key.StartsWith("reports/", StringComparison.Ordinal)).ToDictionary();
        return Precision.SayTheSame(there, reports) ? Proposals.Where(file => !reports.ContainsKey(file.Key)) : Proposals;
    }
}
