using Flywheel.Rollout;

namespace Flywheel.State;

/// <summary>What had been decided before a turn: the ledger's rows and the deployments before its time.</summary>
/// <param name="Ledger">Rows of the turns before.</param>
/// <param name="Drift">Their drift.</param>
/// <param name="Estimates">Their estimates, with the values that they knew of.</param>
/// <param name="Regret">What their cycles cost more than with a model trained anew, where a trigger asks.</param>
/// <param name="Deployment">What production followed when the turn's time came.</param>
/// <param name="Afterwards">What people decided by hand since then: no stage decides by it, and a turn that is turned again keeps it.</param>
/// <remarks>A turn that is turned again finds its own row and proposal in the files; both are cut off here, so it starts alike.</remarks>
public sealed record BaseState(
    IReadOnlyList<LedgerRow> Ledger,
    IReadOnlyList<DriftRow> Drift,
    IReadOnlyList<EstimateRow> Estimates,
    IReadOnlyList<RegretRow> Regret,
    Deployment Deployment,
    IReadOnlyList<DeploymentEntry> Afterwards
)
{
    /// <summary>Its parts by name.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["ledger", "drift", "estimates", "regret", "deployment", "afterwards"];

    /// <summary>Identity of what was decided.</summary>
    public string Digest => Storage.Digest.Of(Parts.Select(TextOf));

    /// <summary>A part as its file holds it.</summary>
    public string TextOf(string part) =>
        part switch
        {
            "ledger" => State.Ledger.Write(Ledger),
            "drift" => DriftHistory.Write(Drift),
            "estimates" => EstimateHistory.Write(Estimates),
            "regret" => RegretHistory.Write(Regret),
            "deployment" => Deployment.Write(),
            "afterwards" => (Deployment with { History = Afterwards }).Write(),
            _ => throw new ArgumentException($"What was decided has no part '{part}'.", nameof(part)),
        };

    public static BaseState Before(DateTime asOf, IFiles files, string model)
    {
        var rows = State.Ledger.Read(files.Read(State.Ledger.Path(model)), State.Ledger.Path(model));
        var whole = Deployment.Read(files, model);
        var deployment = whole.Before(asOf);
        return new(
            [.. rows.Where(row => row.AsOf < asOf).OrderBy(row => row.AsOf)],
            DriftHistory.Before(asOf, files, model),
            EstimateHistory.Before(asOf, files, model),
            RegretHistory.Before(asOf, files, model),
            deployment,
            [.. whole.History.Where(entry => entry.IsByHand && !deployment.History.Contains(entry))]
        );
    }
}
