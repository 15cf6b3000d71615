namespace Flywheel.Metrics;

/// <summary>Mean over classes of their recall, which is balanced accuracy.</summary>
public sealed class MacroRecall : MacroMetric
{
    public override string Name => "macro-recall";

    public override string Definition => "mean over classes of the share of rows of the class that are predicted to be";

    public override MetricSql? Sql =>
        InSql("CASE WHEN score = class AND label = class THEN 1 ELSE 0 END", "CASE WHEN label = class THEN 1 ELSE 0 END");

    protected override (double Above, double Below) Of(bool isClass, bool isSaid) => (isSaid && isClass ? 1 : 0, isClass ? 1 : 0);
}
