using System.Text.Json;
using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The comparison for programs: every metric of every group, with numbers to the digits that the report prints, one row a line.</summary>
public static class ComparisonJson
{
    public const string Name = "comparison.json";

    public static string Text(Turn turn)
    {
        var seen = turn.Of<Comparison>();
        string[] members =
        [
            Member("model", turn.Strategy.Model),
            Member("as-of", turn.Version),
            Member("candidate", seen.Candidate),
            Member("current", seen.Current),
            Member("decision", seen.Decision),
            Member("why", seen.Why),
            Member(
                "hold-out",
                seen.Candidate is null
                    ? null
                    : new
                    {
                        From = Ledger.Day(seen.HoldOutFrom),
                        seen.Rows,
                        seen.Unlabelled,
                        seen.Seen,
                        EffectiveSize = Math.Round(seen.EffectiveSize),
                    }
            ),
            Member("error", turn.Strategy.Main.OfflineTest.Error),
            Rows(
                "gates",
                seen.Gates.Select(gate => new
                {
                    gate.Gate,
                    AsksFor = gate.Said,
                    gate.Outcome,
                    gate.Why,
                })
            ),
            Member(
                "sign-off",
                turn.Strategy.Main.OfflineTest.SignOff.ToDictionary(
                    stakeholder => stakeholder.Key,
                    stakeholder => seen.Current is not null && seen.AreOpen(stakeholder.Value.ReliesOn)
                )
            ),
            Rows(
                "contrasts",
                seen.Contrasts.Select(contrast => new
                {
                    contrast.Group,
                    contrast.Kind,
                    contrast.Metric,
                    contrast.CandidateMeasured.Rows,
                    Current = Shown(contrast.CurrentMeasured),
                    Candidate = Shown(contrast.CandidateMeasured),
                    Difference = Shown(contrast.Difference),
                })
            ),
            Member("pooled", seen.Pooled),
            Member("missing", seen.Missing),
            Rows(
                "alternatives",
                seen.Alternatives.Select(alternative => new
                {
                    alternative.Name,
                    alternative.Metric,
                    Measured = Shown(alternative.Measured),
                    FromCurrent = Shown(alternative.FromCurrent),
                    CandidateLess = Shown(alternative.CandidateLess),
                })
            ),
            Rows(
                "baselines",
                seen.Baselines.Select(baseline => new
                {
                    baseline.Name,
                    baseline.Metric,
                    Measured = Shown(baseline.Measured),
                })
            ),
        ];
        return $"{{\n{string.Join(",\n", members)}\n}}\n";
    }

    private static string Member<T>(string name, T value) => $"  \"{name}\": {JsonSerializer.Serialize(value, Json.OneLine)}";

    private static string Rows<T>(string name, IEnumerable<T> rows)
    {
        var lines = rows.Select(row => "    " + JsonSerializer.Serialize(row, Json.OneLine)).ToList();
        return lines.Count == 0 ? $"  \"{name}\": []" : $"  \"{name}\": [\n{string.Join(",\n", lines)}\n  ]";
    }

    /// <summary>Null where there is no model in force.</summary>
    private static object? Shown(Measurement? measured)
    {
        if (measured is null)
        {
            return null;
        }

        var rounded = Numbers.Rounded(measured);
        return new
        {
            rounded.Value,
            rounded.Low,
            rounded.High,
            rounded.Why,
        };
    }
}
