using System.Globalization;
using Flywheel.Reports.Charts;

namespace Flywheel.Tests.Reports.Charts;

/// <summary>Charts as reports draw them.</summary>
/// <remarks>AUC and drift by week are the Python loop's on the flights, weeks 4 to 25; bands, events, cohorts and scores are made up.</remarks>
internal static class Samples
{
    public static readonly string[] Weeks = [.. Enumerable.Range(0, 26).Select(week => week.ToString(CultureInfo.InvariantCulture))];

    public static readonly double?[] Never =
    [
        null,
        null,
        null,
        null,
        0.6619,
        0.6847,
        0.6729,
        0.6504,
        0.6874,
        0.7020,
        0.6841,
        0.6756,
        0.6781,
        0.6660,
        0.6609,
        0.6487,
        0.6554,
        0.6464,
        0.6774,
        0.6488,
        0.6882,
        0.6802,
        0.6447,
        0.6798,
        0.6834,
        0.6317,
    ];

    public static readonly double?[] Gated =
    [
        null,
        null,
        null,
        null,
        0.6619,
        0.6847,
        0.6627,
        0.6709,
        0.6824,
        0.6781,
        0.6925,
        0.6876,
        0.6738,
        0.6868,
        0.6830,
        0.6781,
        0.6839,
        0.6531,
        0.7139,
        0.6937,
        0.6884,
        0.6923,
        0.6792,
        0.7334,
        0.7246,
        0.6690,
    ];

    public static readonly double?[] EveryFour =
    [
        null,
        null,
        null,
        null,
        0.6619,
        0.6847,
        0.6729,
        0.6504,
        0.7007,
        0.6781,
        0.6925,
        0.6876,
        0.7087,
        0.6868,
        0.6830,
        0.6781,
        0.6962,
        0.6531,
        0.7014,
        0.6842,
        0.7051,
        0.6923,
        0.6657,
        0.7022,
        0.7417,
        0.6690,
    ];

    public static readonly double?[] Weekly =
    [
        null,
        null,
        null,
        null,
        0.6619,
        0.6843,
        0.6858,
        0.6770,
        0.7007,
        0.6815,
        0.6708,
        0.6848,
        0.7087,
        0.6825,
        0.6798,
        0.6945,
        0.6962,
        0.6582,
        0.7110,
        0.7108,
        0.7051,
        0.7072,
        0.6891,
        0.7306,
        0.7417,
        0.6861,
    ];

    public static LineChart Line { get; } =
        new()
        {
            Title = "AUC by week",
            Subtitle = "flights, weeks 0 to 25 of 2001; each week scored by the model in force on its Monday",
            X = Weeks,
            XLabel = "week",
            YLabel = "AUC",
            Series =
            [
                new LineSeries
                {
                    Name = "gated",
                    Values = Gated,
                    Low = Around(Gated, -0.012),
                    High = Around(Gated, 0.012),
                },
                new LineSeries
                {
                    Name = "never retrained",
                    Values = Never,
                    Style = LineStyle.Reference,
                },
                new LineSeries
                {
                    Name = "every 4 weeks",
                    Values = EveryFour,
                    Style = LineStyle.Faint,
                },
                new LineSeries
                {
                    Name = "weekly",
                    Values = Weekly,
                    Style = LineStyle.Faint,
                },
            ],
            BandLabel = "95 % interval, clustered by day",
            Events =
            [
                new ChartEvent(6, "v2", EventKind.Promoted),
                new ChartEvent(9, "v3", EventKind.Refused),
                new ChartEvent(10, "v4", EventKind.Promoted),
                new ChartEvent(14, "drift: origin", EventKind.Alarm),
                new ChartEvent(15, "v5", EventKind.Refused),
                new ChartEvent(18, "v6", EventKind.Promoted),
                new ChartEvent(23, "v7", EventKind.Promoted),
                new ChartEvent(25, "v7 back to v6", EventKind.RolledBack),
            ],
            Limits = [new Limit(0.66, "alarm below 0.66")],
        };

    public static IntervalBars Differences { get; } =
        new()
        {
            Title = "Candidate v8 against v7, by cohort",
            Subtitle = "hold-out week 25: 102,713 flights on 7 days",
            Label = "AUC, candidate minus current",
            IntervalLabel = "95 % interval, pointwise, clustered by day",
            Margins = [new Limit(-0.02, "margin −0.02")],
            Rows =
            [
                Row("all flights", 102_713, 0.0124, 0.0061, Evidence.Ok),
                Row("origin = ATL", 5_210, 0.0098, 0.0120, Evidence.Ok),
                Row("origin = ORD", 5_876, -0.0312, 0.0098, Evidence.Bad),
                Row("origin = DFW", 5_122, 0.0151, 0.0131, Evidence.Ok),
                Row("origin = LAX", 3_980, 0.0201, 0.0142, Evidence.Ok),
                Row("origin = PHX", 3_102, 0.0044, 0.0155, Evidence.Ok),
                Row("destination = ATL", 5_190, 0.0110, 0.0125, Evidence.Ok),
                Row("destination = ORD", 5_901, -0.0108, 0.0144, Evidence.NotEnough),
                Row("hour 0 to 5", 1_204, 0.0075, 0.0410, Evidence.NotEnough),
                Row("hour 6 to 9", 22_410, 0.0132, 0.0077, Evidence.Ok),
                Row("hour 10 to 15", 36_207, 0.0101, 0.0069, Evidence.Ok),
                Row("hour 16 to 19", 27_840, 0.0148, 0.0084, Evidence.Ok),
                Row("hour 20 to 23", 15_052, 0.0089, 0.0108, Evidence.Ok),
                Row("distance up to 300 miles", 24_800, 0.0116, 0.0079, Evidence.Ok),
                Row("distance 301 to 1,000 miles", 51_400, 0.0127, 0.0066, Evidence.Ok),
                Row("distance above 1,000 miles", 26_513, 0.0119, 0.0088, Evidence.Ok),
                Row("weekend", 27_902, 0.0062, 0.0112, Evidence.Ok),
                Row("new route", 212, -0.0290, 0.1830, Evidence.NotEnough),
                Row("Alaska and Hawaii", 1_890, 0.0224, 0.0267, Evidence.NotEnough),
                new DifferenceRow { Name = "complained last month", Count = 38 },
                Row("rest (12 cohorts below minimum size)", 7_310, 0.0093, 0.0119, Evidence.Ok),
            ],
        };

    public static PairedBars Pairs { get; } =
        new()
        {
            Title = "AUC of both models, by cohort",
            Subtitle = "hold-out week 25: 102,713 flights on 7 days; bars begin at 0.5, a coin toss",
            Label = "AUC",
            FirstName = "current (v7)",
            SecondName = "candidate (v8)",
            IntervalLabel = "95 % interval",
            Baseline = 0.5,
            Rows =
            [
                .. Differences
                    .Rows.Take(14)
                    .Select(
                        (row, i) =>
                        {
                            var first = 0.66 + (i * 7 % 11 * 0.006);
                            var second = first + (row.Difference ?? 0);
                            return new PairRow(
                                row.Name,
                                row.Count,
                                new Estimate(first, first - 0.015, first + 0.015),
                                new Estimate(second, second - 0.014, second + 0.014)
                            );
                        }
                    ),
                new PairRow("complained last month", 38, default, new Estimate(0.58)),
                new PairRow("no labels yet", 0, default, default),
            ],
        };

    public static HistogramPair Scores { get; } =
        new()
        {
            Title = "Scores of both models",
            Subtitle = "hold-out week 25",
            XLabel = "predicted probability of being late",
            Edges = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)],
            First = new BinCounts(
                "current (v7)",
                [820, 5100, 13200, 18800, 17100, 13300, 9900, 7400, 5200, 3800, 2700, 1900, 1300, 900, 600, 380, 190, 90, 30, 3]
            ),
            Second = new BinCounts(
                "candidate (v8)",
                [1500, 8200, 16900, 17600, 14800, 11000, 8300, 6500, 5000, 3900, 3000, 2200, 1600, 1000, 600, 340, 180, 70, 20, 3]
            ),
            Thresholds = [new Limit(0.35, "operating threshold 0.35")],
        };

    public static SmallMultiples Drift { get; } =
        new()
        {
            Title = "Drift of features, by week",
            Subtitle = "distance from the reference (weeks 0 to 3): Wasserstein over the standard deviation, Jensen–Shannon for categories",
            X = Weeks[4..],
            Panels =
            [
                Panel(
                    "hour",
                    0.1,
                    [
                        0.0150,
                        0.0104,
                        0.0067,
                        0.0134,
                        0.0080,
                        0.0040,
                        0.0094,
                        0.0076,
                        0.0089,
                        0.0118,
                        0.0110,
                        0.0198,
                        0.0257,
                        0.0288,
                        0.0258,
                        0.0239,
                        0.0217,
                        0.0132,
                        0.0144,
                        0.0223,
                        0.0227,
                        0.0179,
                    ]
                ),
                Panel(
                    "weekday",
                    0.1,
                    [
                        0.0107,
                        0.0136,
                        0.0090,
                        0.0172,
                        0.0070,
                        0.0454,
                        0.0056,
                        0.0092,
                        0.0061,
                        0.0055,
                        0.0119,
                        0.0045,
                        0.0020,
                        0.0033,
                        0.0024,
                        0.0039,
                        0.0332,
                        0.0088,
                        0.0074,
                        0.0092,
                        0.0107,
                        0.2474,
                    ]
                ),
                Panel(
                    "distance",
                    0.1,
                    [
                        0.0027,
                        0.0028,
                        0.0046,
                        0.0062,
                        0.0046,
                        0.0040,
                        0.0048,
                        0.0046,
                        0.0048,
                        0.0077,
                        0.0045,
                        0.0043,
                        0.0056,
                        0.0063,
                        0.0062,
                        0.0091,
                        0.0132,
                        0.0164,
                        0.0205,
                        0.0262,
                        0.0255,
                        0.0204,
                    ]
                ),
                Panel(
                    "origin",
                    0.04,
                    [
                        0.0113,
                        0.0160,
                        0.0158,
                        0.0148,
                        0.0156,
                        0.0297,
                        0.0155,
                        0.0156,
                        0.0145,
                        0.0289,
                        0.0317,
                        0.0319,
                        0.0334,
                        0.0363,
                        0.0370,
                        0.0371,
                        0.0377,
                        0.0392,
                        0.0437,
                        0.0449,
                        0.0454,
                        0.0452,
                    ]
                ),
                Panel(
                    "destination",
                    0.04,
                    [
                        0.0117,
                        0.0163,
                        0.0165,
                        0.0153,
                        0.0162,
                        0.0273,
                        null,
                        null,
                        0.0142,
                        0.0288,
                        null,
                        0.0320,
                        null,
                        0.0364,
                        0.0369,
                        0.0370,
                        0.0379,
                        0.0392,
                        0.0442,
                        0.0449,
                        0.0454,
                        0.0452,
                    ]
                ),
                Panel(
                    "score",
                    null,
                    [
                        0.0317,
                        0.0203,
                        0.0343,
                        0.0485,
                        0.0226,
                        0.0084,
                        0.0307,
                        0.0061,
                        0.0073,
                        0.0154,
                        0.0267,
                        0.0139,
                        0.0460,
                        0.0513,
                        0.0613,
                        0.0493,
                        0.0265,
                        0.0335,
                        0.0282,
                        0.0365,
                        0.0251,
                        0.0333,
                    ]
                ),
                Panel("carrier (not logged)", 0.1, new double?[22]),
            ],
        };

    public static Sparkline Spark { get; } =
        new()
        {
            Title = "AUC, gated",
            Values = Gated,
            Limit = 0.66,
        };

    private static double?[] Around(double?[] values, double by) => [.. values.Select(value => value + by)];

    private static DifferenceRow Row(string name, long count, double difference, double half, Evidence evidence) =>
        new()
        {
            Name = name,
            Count = count,
            Difference = difference,
            Low = difference - half,
            High = difference + half,
            Evidence = evidence,
        };

    private static Panel Panel(string title, double? threshold, double?[] values) =>
        new()
        {
            Title = title,
            Values = values,
            Threshold = threshold,
        };
}
