namespace Flywheel.Metrics;

/// <summary>Mean over classes of their F1.</summary>
public sealed class MacroF1 : MacroMetric
{
    public override string Name => "macro-f1";

    public override string Definition =>
        "mean over classes of twice the rows rightly predicted, over the rows predicted and the rows that are";

    public override MetricSql? Sql =>
        InSql(
            "CASE WHEN score = class AND label = class THEN 2 ELSE 0 END",
            "CASE WHEN score = class THEN 1 ELSE 0 END + CASE WHEN label = class THEN 1 ELSE 0 END"
        );

    protected override (double Above, double Below) Of(bool isClass, bool isSaid) =>
        (isSaid && isClass ? 2 : 0, (isSaid ? 1 : 0) + (isClass ? 1 : 0));
}
