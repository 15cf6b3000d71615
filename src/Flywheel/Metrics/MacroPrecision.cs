namespace Flywheel.Metrics;

/// <summary>Mean over classes of their precision.</summary>
public sealed class MacroPrecision : MacroMetric
{
    public override string Name => "macro-precision";

    public override string Definition => "mean over classes of the share of rows predicted to be of the class that are";

    public override MetricSql? Sql =>
        InSql("CASE WHEN score = class AND label = class THEN 1 ELSE 0 END", "CASE WHEN score = class THEN 1 ELSE 0 END");

    protected override (double Above, double Below) Of(bool isClass, bool isSaid) => (isSaid && isClass ? 1 : 0, isSaid ? 1 : 0);
}
