using Flywheel.Strategy;

namespace Flywheel.Bench.Monitoring;

/// <summary>The five files of a strategy that watches much: ten features, eight distances, nine metrics, twenty cohorts, every kind of quality check.</summary>
public static class RichStrategy
{
    public const string Model = "orders";

    /// <summary>Texts by name of the file.</summary>
    public static IReadOnlyDictionary<string, string> Files { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StrategyLoader.MainFile] = """
                model: orders
                seed: 1
                cycle: 28d
                log:
                  source: .flywheel/production/orders
                  columns:
                    order_id: integer
                    ordered_at: timestamp
                    amount: double
                    balance: double
                    distance: double
                    age: integer
                    items: integer
                    hour: integer
                    channel: text
                    device: text
                    country: text
                    merchant: text
                  id: order_id
                  time: ordered_at
                  cluster: date_trunc('day', ordered_at)
                  label: { column: returned, arrives-after: 6h }
                  quarantine:
                    no-amount: amount IS NULL OR amount <= 0
                features:
                  amount: amount
                  balance: balance
                  distance: distance
                  age: age
                  items: items
                  hour: hour
                  channel: { categorical: channel }
                  device: { categorical: device }
                  country: { categorical: country }
                  merchant: { categorical: merchant }
                monitoring:
                  reference: { sliding-window: 28d }
                  window: 28d
                  alert:
                    - metric: { name: auc, at-least: 0.6 }
                    - metric: { name: calibration, at-least: -0.05, at-most: 0.05 }
                    - rows: { at-least: 1000 }
                    - quarantined: 0.01
                    - missing: { column: balance, at-most: 0.02 }
                    - range: { of: amount, from: 0.01, to: 2000, at-most: 0.001 }
                    - unique: { of: order_id }
                    - drift: { of: score, distance: psi, above: 0.25 }
                    - drift: { of: amount, distance: earth-movers, above: 0.2 }
                    - drift: { of: merchant, distance: jensen-shannon, above: 0.2 }
                  observe:
                    - metric: { name: log-loss, at-most: 0.7, in: channel=app }
                    - missing: { column: distance, at-most: 0.02 }
                    - missing: { column: device, at-most: 0.02 }
                    - range: { of: age, from: 0, to: 3650 }
                    - range: { of: items, from: 1, to: 60 }
                    - unique: { of: balance, at-most: 0.1 }
                    - share: { of: score > 0.9, at-most: 0.2 }
                    - share: { of: items > 10, at-most: 0.5, in: channel=web }
                trigger: { every: 28d }
                dataset:
                  points: { window: 28d }
                  hold-out: 28d
                  evaluation-share: 0.05
                training:
                  xgboost: { rounds: 8, depth: 3, eta: 0.3 }
                offline-test:
                  gates:
                    - no-worse: { metric: auc, by: 0.05 }
                  first-model:
                    - at-least: { metric: auc, value: 0.55 }
                  sign-off:
                    operations: [ no-worse ]
                clock: log

                """,
            [StrategyLoader.MetricsName] = """
                metrics: [ auc, log-loss, brier, calibration, accuracy, precision, recall, f1, mae ]
                distances: [ jensen-shannon, hellinger, psi, chi-square, l1, l-infinity, earth-movers, kolmogorov-smirnov ]

                """,
            [StrategyLoader.ProjectionsName] = "projections: {}\n",
            [StrategyLoader.CohortsName] = """
                minimum-rows: 100
                cohorts:
                  channel: { values: { of: channel, in: [ app, web, shop, phone, mail ] } }
                  amount: { bands: { of: amount, at: [ 20, 60, 150, 400 ] } }
                  hour: { bands: { of: hour, at: [ 6, 12, 18 ] } }
                  country: { values: { of: country, in: [ c0, c1, c2, c3, c4, c5 ] } }

                """,
            [StrategyLoader.CurationName] = """
                labels: from-log
                rules:
                  - random: { share: 0.001 }

                """,
        };
}
