using Flywheel.Expressions;

namespace Flywheel.Logging.Targets;

/// <summary>Labels that are finite numbers, and such numbers predicted.</summary>
public sealed class NumberTarget : Target
{
    public override SqlType Label => SqlType.Double;

    public override string MeanName => "mean label";

    public override string ConstantName => "mean of the training data";

    public override string Refusal => "the label is not a finite number";

    public override string Refused(string label) => $"NOT isfinite({label})";
}
