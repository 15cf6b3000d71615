using Flywheel.Expressions;

namespace Flywheel.Logging.Targets;

/// <summary>Labels 1 and 0, and the probability of 1.</summary>
public sealed class BinaryTarget : Target
{
    public override SqlType Label => SqlType.Integer;

    public override bool IsProbability => true;

    public override string MeanName => "share of positive labels";

    public override string ConstantName => "base rate of the training data";

    public override string Refusal => "the label is neither 0 nor 1";

    public override string Refused(string label) => $"{label} NOT IN (0, 1)";

    /// <summary>Arrival and label as one number, whose maximum is found fastest.</summary>
    public override (string Label, string ReceivedAt) Newest(string label)
    {
        var both = $"max(2 * epoch_us(received_at) + {label})";
        return ($"{both} & 1", $"make_timestamp({both} >> 1)");
    }

    public override string Sum(string label, string order) => $"sum({label})";
}
