using System.Globalization;
using Flywheel.Reports.Charts;

namespace Flywheel.Tests.Reports.Charts;

/// <summary>Charts of every form in every shape that reports may hand over, drawn from fixed seeds.</summary>
internal static class ManyShapes
{
    private const string LongName =
        "weekend departures from coastal airports with connections <and> more than 1,000 \"miles\" & a very long name";

    private static readonly Lazy<IReadOnlyList<(string Name, string Svg)>> Drawn = new(() => [.. Draw()]);

    /// <summary>Names and pictures, drawn once for all tests.</summary>
    public static IReadOnlyList<(string Name, string Svg)> All => Drawn.Value;

    /// <summary>Draws all pictures anew.</summary>
    public static IEnumerable<(string Name, string Svg)> Draw()
    {
        foreach (var count in new[] { 1, 2, 3, 26, 52, 120, 500 })
        {
            foreach (var kind in new[] { "noise", "constant", "zeros", "gaps", "huge", "tiny", "negative", "offset" })
            {
                yield return ($"line {count} {kind}", Line(count, kind).ToSvg());
                yield return ($"multiples {count} {kind}", Multiples(count, kind).ToSvg());
                yield return (
                    $"spark {count} {kind}",
                    new Sparkline
                    {
                        Title = "t",
                        Values = Values(count, kind, 7),
                        Limit = 0.5,
                    }.ToSvg()
                );
            }
        }

        foreach (var rows in new[] { 1, 2, 5, 20, 45 })
        {
            foreach (var kind in new[] { "noise", "constant", "zeros", "gaps", "huge", "tiny", "negative" })
            {
                yield return ($"differences {rows} {kind}", Differences(rows, kind).ToSvg());
                yield return ($"pairs {rows} {kind}", Pairs(rows, kind).ToSvg());
                yield return ($"histograms {rows} {kind}", Histograms(rows, kind).ToSvg());
            }
        }
    }

    public static double?[] Values(int count, string kind, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var noise = 0.64 + (random.NextDouble() * 0.1);
                    return kind switch
                    {
                        "constant" => 0.7,
                        "zeros" => 0.0,
                        "gaps" => random.Next(3) == 0 ? null : noise,
                        "huge" => (noise - 0.68) * 3e298,
                        "tiny" => noise * 1e-12,
                        "negative" => -noise * 1_234_567,
                        "offset" => 1e6 + (noise * 1e-4),
                        _ => (double?)noise,
                    };
                }),
        ];
    }

    private static string Name(int i) =>
        i % 5 == 3 ? LongName
        : i % 5 == 4 ? "空港 成田"
        : $"cohort {i.ToString(CultureInfo.InvariantCulture)}";

    private static LineChart Line(int count, string kind) =>
        new()
        {
            Title = LongName,
            Subtitle = LongName + ", " + LongName + ", " + LongName,
            X = [.. Enumerable.Range(0, count).Select(i => count > 50 ? $"2001-W{i:00}" : i.ToString(CultureInfo.InvariantCulture))],
            XLabel = "week",
            YLabel = LongName,
            Series =
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(i => new LineSeries
                    {
                        Name = Name(i),
                        Values = Values(count, kind, i),
                        Low = i < 2 ? [.. Values(count, kind, i).Select(value => value - (0.01 * Math.Abs(value ?? 0)))] : [],
                        High = i < 2 ? [.. Values(count, kind, i).Select(value => value + (0.01 * Math.Abs(value ?? 0)))] : [],
                        Style = (LineStyle)(i % 3),
                    }),
                new LineSeries { Name = "missing", Values = new double?[count] },
            ],
            Events =
            [
                .. Enumerable
                    .Range(0, count)
                    .Where(i => i % 3 != 1)
                    .Select(i => new ChartEvent(i, i % 7 == 0 ? LongName : $"v{i}", (EventKind)(i % 5))),
            ],
            Limits = [new Limit(Values(count, kind, 3).OfType<double>().DefaultIfEmpty(0).First(), LongName), new Limit(0, "zero")],
        };

    private static SmallMultiples Multiples(int count, string kind) =>
        new()
        {
            Title = "Drift",
            X = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? LongName : $"week {i}")],
            Across = 3 + (count % 2),
            Panels =
            [
                .. Enumerable
                    .Range(0, 7)
                    .Select(i => new Panel
                    {
                        Title = Name(i),
                        Values = i == 6 ? new double?[count] : Values(count, kind, i),
                        Threshold = i switch
                        {
                            0 => null,
                            1 => 0.01,
                            2 => 0.66,
                            3 => 100,
                            _ => 0.7,
                        },
                    }),
            ],
        };

    private static IntervalBars Differences(int rows, string kind) =>
        new()
        {
            Title = "Differences",
            Label = LongName,
            IntervalLabel = LongName,
            Margins = [new Limit(-0.02, "margin −0.02"), new Limit(0.02, LongName), new Limit(0.021, "another margin")],
            Rows =
            [
                .. Values(rows, kind, 5)
                    .Select(
                        (value, i) =>
                            new DifferenceRow
                            {
                                Name = Name(i),
                                Count = i == 1 ? 12_345_678_901 : i,
                                Difference = value,
                                Low = value - (Math.Abs(value ?? 0) * (i + 1)),
                                High = i % 6 == 5 ? null : value + Math.Abs((value ?? 0) * 0.5),
                                Evidence = (Evidence)(i % 3),
                            }
                    ),
            ],
        };

    private static PairedBars Pairs(int rows, string kind) =>
        new()
        {
            Title = "Pairs",
            Label = "AUC",
            FirstName = LongName,
            SecondName = LongName,
            Baseline = 0.5,
            Rows =
            [
                .. Values(rows, kind, 5)
                    .Zip(Values(rows, kind, 6))
                    .Select(
                        (pair, i) =>
                            new PairRow(
                                Name(i),
                                i * 1000,
                                new Estimate(pair.First, pair.First * 0.9, pair.First * 1.1),
                                new Estimate(pair.Second)
                            )
                    ),
            ],
        };

    private static HistogramPair Histograms(int bins, string kind) =>
        new()
        {
            Title = "Scores",
            XLabel = LongName,
            Edges =
            [
                .. Enumerable
                    .Range(0, bins + 1)
                    .Select(i =>
                        kind == "tiny" ? i * 1e-9
                        : kind == "huge" ? i * 1e298
                        : (i - 3) * 0.05
                    ),
            ],
            First = new BinCounts(LongName, [.. Values(bins, kind, 1).Select(value => Math.Abs(value ?? 0))]),
            Second = new BinCounts("second", [.. Enumerable.Range(0, bins).Select(i => i % 2 == 0 ? 0.0 : i)]),
            Thresholds = [new Limit(0.35, LongName), new Limit(0.36, "near it"), new Limit(-0.2, "below")],
        };
}
