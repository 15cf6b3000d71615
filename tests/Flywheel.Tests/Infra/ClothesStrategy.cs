using System.Globalization;
using Flywheel.Bench.Corpora;
using Flywheel.Strategy;

namespace Flywheel.Tests.Infra;

/// <summary>The five files of a shop that sorts its clothes by their pictures: pixels in, one of ten classes out. A cycle is a day.</summary>
public static class ClothesStrategy
{
    /// <summary>Names of the columns of a picture's pixels, row by row.</summary>
    public static IEnumerable<string> Pixels(int square) =>
        Enumerable
            .Range(0, FashionMnist.Side / square * (FashionMnist.Side / square))
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i}"));

    /// <param name="square">Pixels of the side of a square that is one column.</param>
    /// <param name="rules">Further rules of curation, before the one that takes all.</param>
    public static void Write(TemporaryRepository shop, int square, string rules = "")
    {
        shop.Write($"strategy/{ShopStrategy.Model}/{StrategyLoader.MainFile}", Written(square));
        shop.Write(
            $"strategy/{ShopStrategy.Model}/{StrategyLoader.MetricsName}",
            "metrics: [ accuracy, macro-f1 ]\ndistances: [ jensen-shannon ]\n"
        );
        shop.Write($"strategy/{ShopStrategy.Model}/{StrategyLoader.ProjectionsName}", "projections: {}\n");
        shop.Write(
            $"strategy/{ShopStrategy.Model}/{StrategyLoader.CohortsName}",
            "minimum-rows: 100\ncohorts:\n  night: hour(taken_at) < 6\n"
        );
        shop.Write(
            $"strategy/{ShopStrategy.Model}/{StrategyLoader.CurationName}",
            $"labels: from-log\nrules:\n{rules}  - random: {{ share: 1 }}\n"
        );
    }

    private static string Written(int square) =>
        $$"""
            model: shop
            task: multiclass
            seed: 7
            cycle: 1d
            log:
              source: {{TemporaryRepository.Source}}
              columns:
                picture_id: integer
                taken_at: timestamp
            {{Each(square, "    {0}: double")}}
              id: picture_id
              time: taken_at
              cluster: date_trunc('hour', taken_at)
              label: { column: kind, classes: [ {{string.Join(", ", FashionMnist.Classes)}} ], arrives-after: 6h }
            features:
            {{Each(square, "  {0}: {0}")}}
            monitoring:
              window: 1d
              alert:
                - metric: { name: accuracy, at-least: 0.5 }
                - drift: { of: score, distance: jensen-shannon, above: 0.2 }
            trigger: { every: 1d }
            dataset:
              points: { window: 2d }
              hold-out: 1d
              evaluation-share: 0.05
            training:
              xgboost: { rounds: 20, depth: 4, eta: 0.3 }
            offline-test:
              gates:
                - no-worse: { metric: accuracy, by: 0.05 }
              first-model:
                - at-least: { metric: accuracy, value: 0.6 }
              sign-off:
                operations: [ no-worse ]
            clock: log

            """;

    private static string Each(int square, string line) =>
        string.Join('\n', Pixels(square).Select(name => string.Format(CultureInfo.InvariantCulture, line, name)));
}
