using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.References;
using Flywheel.Triggers;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that nothing needs rows where the log keeps none.</summary>
internal sealed class KeepCheck(BoundFiles bound, Faults faults) : NameCheck(bound, faults)
{
    private const string Reason = "The log keeps profiles and no row.";

    public void Run(StrategyFile main)
    {
        if (main.Log.Keep.HasRows)
        {
            return;
        }

        Checks(main.Monitoring.Alert, "monitoring.alert");
        Checks(main.Monitoring.Observe, "monitoring.observe");
        Needs(
            main.Monitoring.Reference is ValidationOfCurrentModel,
            "monitoring.reference",
            "The reference is the hold-out of a model.",
            "Write 'reference: { sliding-window: 28d }', a fixed-window, or a saved-profile."
        );
        Needs(main.Trigger is not Manual, "trigger", "The trigger may ask for a training.", "Write 'trigger: manual'.");
        Needs(
            main.Monitoring.MoreWindows is not null,
            "monitoring.more-windows",
            "Metrics of other windows need labelled rows.",
            "Take it out."
        );
        Needs(main.Monitoring.Estimate is not null, "monitoring.estimate", "Estimates of metrics need rows.", "Take it out.");
        Needs(main.Monitoring.AlarmBudget is not null, "monitoring.alarm-budget", "The alarm budget draws rows anew.", "Take it out.");
        Needs(
            main.OfflineTest.Expectations.Count > 0,
            "offline-test.expectations",
            "Expectations are asked of held-out rows.",
            "Take it out."
        );
        if (Bound.Curation?.Value?.Audit is not null)
        {
            Add(ReferenceFaults.NeedsRows, Bound.Curation.KeyPlaceOf("audit"), "An audit asks for labels of rows.", Reason, "Take it out.");
        }

        if (Bound.Projections?.Value?.Learned is { Count: > 0 })
        {
            Add(
                ReferenceFaults.NeedsRows,
                Bound.Projections.KeyPlaceOf("learned"),
                "A learned projection is fitted to rows.",
                Reason,
                "Take it out; projections that are expressions are profiled."
            );
        }
    }

    private void Checks(IReadOnlyList<Check> checks, string path) =>
        Each(
            checks,
            (check, i) =>
                Needs(
                    !check.TakesProfiles,
                    $"{path}[{i}]",
                    $"The check '{Check.Kinds.WordOf(check.GetType())}' judges by rows.",
                    "Take it out, or keep a sample: 'keep: { sample: 0.1 }'."
                )
        );

    private void Needs(bool rows, string path, string what, string mend)
    {
        if (rows)
        {
            Add(ReferenceFaults.NeedsRows, At(path), what, Reason, mend);
        }
    }
}
