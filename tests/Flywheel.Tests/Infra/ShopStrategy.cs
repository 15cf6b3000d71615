using Flywheel.Metrics;
using Flywheel.Strategy;

namespace Flywheel.Tests.Infra;

/// <summary>The five files of a small shop's strategy: will an order be returned? A cycle is a day of 24 hourly clusters.</summary>
public static class ShopStrategy
{
    public const string Model = "shop";

    /// <summary>What the files say otherwise where something else than yes or no is predicted.</summary>
    public static IReadOnlyList<(string File, string Old, string Now)> Of(ModelTask task) =>
        task switch
        {
            ModelTask.Regression =>
            [
                (StrategyLoader.MetricsName, "[ auc, log-loss ]", "[ mae, rmse, r2, pinball-90, calibration ]"),
                (StrategyLoader.MainFile, "model: shop\n", "model: shop\ntask: regression\n"),
                .. Judged("mae, at-most: 10", "mae, by: 1", "mae, by: 2", "mae, value: 15"),
            ],
            ModelTask.Multiclass =>
            [
                (StrategyLoader.MetricsName, "[ auc, log-loss ]", "[ accuracy, macro-precision, macro-recall, macro-f1 ]"),
                (StrategyLoader.MainFile, "model: shop\n", "model: shop\ntask: multiclass\n"),
                (StrategyLoader.MainFile, "column: returned, ", "column: returned, classes: [ kept, swapped, refunded ], "),
                .. Judged("accuracy, at-least: 0.5", "accuracy, by: 0.05", "accuracy, by: 0.1", "accuracy, value: 0.4"),
            ],
            _ => [],
        };

    /// <param name="alert">The metric of the alert with its limit; then those of the gates.</param>
    private static IEnumerable<(string File, string Old, string Now)> Judged(string alert, string noWorse, string noHarm, string first) =>
        new[]
        {
            ("auc, at-least: 0.5", alert),
            ("no-worse: { metric: auc, by: 0.05", $"no-worse: {{ metric: {noWorse}"),
            ("no-harm: { metric: auc, by: 0.1", $"no-harm: {{ metric: {noHarm}"),
            ("at-least: { metric: auc, value: 0.55", $"at-least: {{ metric: {first}"),
        }.Select(edit => (StrategyLoader.MainFile, edit.Item1, edit.Item2));

    /// <summary>Texts by name of the file.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StrategyLoader.MainFile] = """
                model: shop
                seed: 7
                cycle: 1d
                log:
                  source: .flywheel/production/shop
                  columns:
                    order_id: integer
                    ordered_at: timestamp
                    amount: double
                    items: integer
                    channel: text
                  id: order_id
                  time: ordered_at
                  cluster: date_trunc('hour', ordered_at)
                  label: { column: returned, arrives-after: 6h }
                  quarantine:
                    no-amount: amount IS NULL OR amount <= 0
                features:
                  amount: amount
                  hour: hour(ordered_at)
                  items: items
                  channel: { categorical: channel }
                monitoring:
                  window: 1d
                  alert:
                    - metric: { name: auc, at-least: 0.5 }
                    - rows: { at-least: 500 }
                    - quarantined: 0.05
                    - drift: { of: score, distance: psi, above: 0.5 }
                  observe:
                    - missing: { column: items }
                    - range: { of: amount, from: 1, to: 200 }
                trigger: { every: 1d }
                dataset:
                  points: { window: 2d }
                  hold-out: 1d
                  evaluation-share: 0.05
                training:
                  xgboost: { rounds: 8, depth: 3, eta: 0.3 }
                offline-test:
                  gates:
                    - no-worse: { metric: auc, by: 0.05 }
                    - no-harm: { metric: auc, by: 0.1, in: [ channel ] }
                  first-model:
                    - at-least: { metric: auc, value: 0.55 }
                  sign-off:
                    operations: [ no-worse, no-harm ]
                clock: log

                """,
            [StrategyLoader.MetricsName] = """
                metrics: [ auc, log-loss ]
                distances: [ jensen-shannon, psi ]

                """,
            [StrategyLoader.ProjectionsName] = """
                projections:
                  each: amount / items

                """,
            [StrategyLoader.CohortsName] = """
                minimum-rows: 100
                cohorts:
                  channel: { values: { of: channel, in: [ app, web, shop ] } }
                  amount: { bands: { of: amount, at: [ 40, 70 ] } }
                  night: hour(ordered_at) < 6

                """,
            [StrategyLoader.CurationName] = """
                labels: from-log
                rules:
                  - random: { share: 1 }

                """,
        };
}
