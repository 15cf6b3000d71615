using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;

namespace Flywheel.Tests.OfflineTesting.Gates;

/// <summary>Comparisons as tests want them.</summary>
internal static class Seen
{
    public static Comparison Of(params IReadOnlyList<Contrast> contrasts) =>
        new()
        {
            Candidate = "2001-02-12",
            Current = "2001-02-05",
            Contrasts = contrasts,
            Decision = Decisions.NoCandidate,
            Why = "",
        };

    public static Contrast All(Measurement difference, string metric = "auc") =>
        new(Figure.All, GroupKind.All, metric, Measured(0, 0.01), Measured(0, 0.01), difference);

    public static Contrast Candidate(Measurement measured, string metric) => new(Figure.All, GroupKind.All, metric, null, measured, null);

    public static Contrast Cohort(string name, Measurement? difference, GroupKind kind = GroupKind.Cohort, string metric = "auc") =>
        new(name, kind, metric, Measured(0, 0.01), Measured(0, 0.01), difference);

    /// <summary>A 90 % interval of seven clusters: t is 1.943180.</summary>
    public static Measurement Measured(double value, double standardError) =>
        new()
        {
            Rows = 1000,
            Clusters = 7,
            Degrees = 6,
            Value = value,
            StandardError = standardError,
            Low = value - (1.943180 * standardError),
            High = value + (1.943180 * standardError),
        };

    /// <summary>A loss whose one-sided p-value over seven clusters is given.</summary>
    public static Measurement Loss(double pValue, double standardError, double beyond) =>
        Measured(-beyond + (standardError * MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, 6, pValue)), standardError);
}
